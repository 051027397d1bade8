import { join } from 'node:path';
import type { Impairment } from '@sockscope/wire';
import type { Scenario } from '../script/scenario';
import { runInPlace } from './run-in-place';
import type { PlacedResult } from './run-in-place';

export interface RunAllOptions {
  /** Each run's session goes into a directory of its own in here. */
  readonly directory: string;
  /** How often each scenario runs. */
  readonly repeat: number;
  /** How many run at once; each in a network namespace of its own. */
  readonly atOnce: number;
  readonly toolVersion: string;
  /** Whether the kernel is asked what became of each send(). */
  readonly isWitnessed?: boolean;
  /** See the option of a single run. */
  readonly impairment?: Impairment;
  readonly signal?: AbortSignal;
  /** Told of every run, as it ends. */
  onResult(this: void, scenario: Scenario, directory: string, result: PlacedResult): void | Promise<void>;
}

/** Runs scenarios, each as often as is asked for: first all of them once, then again. */
export async function runAll(scenarios: readonly Scenario[], options: RunAllOptions): Promise<void> {
  const { directory, repeat, atOnce, onResult, signal, ...runOptions } = options;
  const jobs = Array.from({ length: repeat }, (_job, round) =>
    scenarios.map((scenario) => ({ scenario, name: repeat > 1 ? `${scenario.name}-${round + 1}` : scenario.name })),
  ).flat();
  const work = async (): Promise<void> => {
    for (let job = jobs.shift(); job !== undefined && !signal?.aborted; job = jobs.shift()) {
      const path = join(directory, job.name);
      const result = await runInPlace(job.scenario, { ...runOptions, directory: path, ...(signal && { signal }) });
      await onResult(job.scenario, path, result);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
}
