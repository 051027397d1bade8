import type { RecordingFailure } from '@sockscope/session';
import { openPlace } from '../place/open-place';
import type { Scenario } from '../script/scenario';
import { runScenario } from './run-scenario';
import type { RunOptions, ScenarioRun } from './run-scenario';

export interface PlacedRun extends ScenarioRun {
  /** Where it ran, in words. */
  readonly place: string;
}

export type PlacedResult =
  { readonly ok: true; readonly run: PlacedRun } | { readonly ok: false; readonly failure: RecordingFailure };

/** Runs a scenario in the place that it needs, which is taken away afterwards. */
export async function runInPlace(scenario: Scenario, options: Omit<RunOptions, 'place'>): Promise<PlacedResult> {
  const opened = await openPlace(scenario.needs ?? {});
  if (!opened.ok) return { ok: false, failure: { kind: 'no-rights', text: opened.text } };
  try {
    const result = await runScenario(scenario, { ...options, place: opened.place });
    return result.ok ? { ok: true, run: { ...result.run, place: opened.place.text } } : result;
  } finally {
    await opened.close();
  }
}
