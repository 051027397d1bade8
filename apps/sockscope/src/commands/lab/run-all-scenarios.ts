import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { runAll } from '@sockscope/lab';
import type { PlacedResult, Scenario } from '@sockscope/lab';
import { howInterrupted, Interrupt } from '../../interrupt';
import { printLines, say } from '../../output';
import { printJson } from '../../print-json';
import { toolVersion } from '../../version';
import { impairmentOf } from '../wire-network';
import type { LabOptions } from './lab';
import { runJson } from './run-json';

/** Scenarios wait more than they work. */
const RUNS_A_PROCESSOR = 2;
const NAME_CHARACTERS = 27;
const RESULT_CHARACTERS = 9;

/** Runs scenarios, prints a line each as they end, and a count at the end. Sessions of failed runs are kept. */
export async function runAllScenarios(scenarios: readonly Scenario[], options: LabOptions): Promise<number> {
  const interrupt = new Interrupt(howInterrupted);
  const directory = options.output ?? mkdtempSync(join(tmpdir(), 'sockscope-lab-'));
  const impairment = impairmentOf(options);
  const counts = { passed: 0, failed: 0, notRun: 0 };
  if (!options.json) await printLines([tableLine('SCENARIO', 'RESULT', 'WHAT VARIED')]);
  await runAll(scenarios, {
    directory,
    repeat: options.repeat,
    atOnce: RUNS_A_PROCESSOR * availableParallelism(),
    toolVersion: toolVersion(),
    isWitnessed: options.witness ?? false,
    ...(impairment && { impairment }),
    signal: interrupt.signal,
    onResult: async (scenario, path, result) => {
      if (interrupt.status !== null) return;
      const hasPassed = result.ok && result.run.verdict.hasPassed;
      counts[result.ok ? (hasPassed ? 'passed' : 'failed') : 'notRun'] += 1;
      if (hasPassed && options.output === undefined) rmSync(path, { recursive: true, force: true });
      if (options.json) await printJson([runJson(scenario, path, result)]);
      else await printLines(resultLines(scenario, path, result));
    },
  });
  interrupt.release();
  const { passed, failed, notRun } = counts;
  if (options.output === undefined && failed === 0) rmSync(directory, { recursive: true, force: true });
  if (!options.json) await printLines([`${passed} passed, ${failed} failed${notRun > 0 ? `, ${notRun} not run` : ''}`]);
  if (options.output !== undefined || failed > 0) say(`sessions are in ${directory}`);
  return interrupt.status ?? (failed + notRun > 0 ? 1 : 0);
}

function resultLines({ name }: Scenario, path: string, result: PlacedResult): string[] {
  if (!result.ok) return [tableLine(name, 'not run', result.failure.text)];
  const { hasPassed, varied, faults } = result.run.verdict;
  if (hasPassed) return [tableLine(name, 'passed', varied.join('; '))];
  return [tableLine(name, 'FAILED', path), ...faults.map((fault) => tableLine('', '', fault))];
}

function tableLine(name: string, result: string, text: string): string {
  return `${name.padEnd(NAME_CHARACTERS)}${result.padEnd(RESULT_CHARACTERS)}${text}`.trimEnd();
}
