import type { RecordingFailure } from '@sockscope/session';
import type { Impairment } from '@sockscope/wire';
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

export interface PlacedRunOptions extends Omit<RunOptions, 'place' | 'isCompared'> {
  /** Runs it over a wire that does this, whatever the scenario needs; then its packets are not compared. */
  readonly impairment?: Impairment;
}

/** Runs a scenario in the place that it needs, which is taken away afterwards. */
export async function runInPlace(
  scenario: Scenario,
  { impairment, ...options }: PlacedRunOptions,
): Promise<PlacedResult> {
  const { needs = {} } = scenario;
  const opened = await openPlace(impairment === undefined ? needs : { ...needs, wire: impairment });
  if (!opened.ok) return { ok: false, failure: { kind: 'no-rights', text: opened.text } };
  try {
    const result = await runScenario(scenario, {
      ...options,
      place: opened.place,
      isCompared: impairment === undefined,
    });
    return result.ok ? { ok: true, run: { ...result.run, place: opened.place.text } } : result;
  } finally {
    await opened.close();
  }
}
