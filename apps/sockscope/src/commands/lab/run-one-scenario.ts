import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeScenario, explanationText, runInPlace } from '@sockscope/lab';
import type { PlacedRun, Scenario, WitnessFindings } from '@sockscope/lab';
import { renderLadderText } from '@sockscope/timeline';
import { howInterrupted, Interrupt } from '../../interrupt';
import { printLines, say } from '../../output';
import { printJson } from '../../print-json';
import { toolVersion } from '../../version';
import { view } from '../view';
import { impairmentOf } from '../wire-network';
import type { LabOptions } from './lab';
import { runJson } from './run-json';

/** Wide enough for the whole of most notes: who sent a packet, and why. */
const WIDTH_WITHOUT_TERMINAL = 160;
const NOT_COMPARED = 'not compared: on another network other packets may come';
/** Longer lines are hard to read. */
const WIDEST_TEXT = 100;

/** Runs one scenario and shows its ladder, what it means and whether it went as it must. */
export async function runOneScenario(scenario: Scenario, options: LabOptions): Promise<number> {
  const interrupt = new Interrupt(howInterrupted);
  const directory = options.output ?? join(mkdtempSync(join(tmpdir(), 'sockscope-lab-')), scenario.name);
  const impairment = impairmentOf(options);
  const result = await runInPlace(scenario, {
    directory,
    toolVersion: toolVersion(),
    ...(impairment && { impairment }),
    isWitnessed: options.witness ?? false,
    signal: interrupt.signal,
  });
  interrupt.release();
  if (!result.ok) return withoutRun(scenario, result.failure, options);
  const { run } = result;
  const status = interrupt.status ?? (run.verdict.hasPassed ? 0 : 1);
  if (options.json) {
    await printJson([runJson(scenario, directory, result)]);
    return status;
  }
  if (options.view) {
    const shown = await view([directory], options, `lab ${scenario.name}`);
    await printLines([...explanationText(scenario.explanation, textWidth(options)), ...resultLines(run)]);
    return status || shown;
  }
  await printLines(runLines(run, options));
  return status;
}

function* runLines(run: PlacedRun, options: LabOptions): Generator<string> {
  yield `${run.scenario.name}: ${run.scenario.summary}`;
  yield '';
  const width = options.width ?? process.stdout.columns ?? WIDTH_WITHOUT_TERMINAL;
  yield* renderLadderText(run.timeline, { width, ...(options.ascii && { ascii: true }) });
  yield '';
  yield* explanationText(run.scenario.explanation, textWidth(options));
  yield* resultLines(run);
}

function resultLines({ verdict, witness, directory, place }: PlacedRun): string[] {
  const varied = verdict.varied.length === 0 ? '' : ` (${verdict.varied.join('; ')})`;
  const result = !verdict.hasPassed ? 'NOT as expected' : verdict.isCompared ? `as expected${varied}` : NOT_COMPARED;
  return [
    `Result       ${result}; ran on ${place}`,
    ...verdict.faults.map((fault) => `             ${fault}`),
    ...(witness ? [`Witness      ${witnessText(witness)}`] : []),
    `Session      ${directory}`,
  ];
}

function witnessText({ agreed, faults, silent }: WitnessFindings): string {
  const told = `${agreed} of ${agreed + faults.length} time stamps of the kernel agree with calls, bytes and packets`;
  return silent === 0 ? told : `${told}; of ${silent} send() it told none`;
}

function textWidth({ width }: LabOptions): number {
  return Math.min(width ?? process.stdout.columns ?? WIDEST_TEXT, WIDEST_TEXT);
}

/** Where it cannot run: why not, and what it would show. */
async function withoutRun(
  scenario: Scenario,
  { kind, text }: { readonly kind: string; readonly text: string },
  options: LabOptions,
): Promise<number> {
  say(kind === 'no-rights' || kind === 'missing' ? `${text}; here is what ${scenario.name} would show` : text);
  if (kind === 'directory' || options.json) return 1;
  await printLines(describeScenario(scenario, textWidth(options)));
  return 1;
}
