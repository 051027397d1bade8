import { FAMILIES, SCENARIOS } from '@sockscope/lab';
import type { Family, Scenario } from '@sockscope/lab';
import { wrapText } from '@sockscope/timeline/text';
import { printLines } from '../../output';
import { printJson } from '../../print-json';

const LEAST_SUMMARY = 20;

/** Prints what there is to run, family by family, a line each. */
export async function listScenarios({ json }: { readonly json?: boolean }): Promise<number> {
  if (json) await printJson(SCENARIOS.map(scenarioJson));
  else await printLines(listLines(process.stdout.isTTY ? process.stdout.columns : Infinity));
  return 0;
}

/** A scenario as it is listed for programs. */
function scenarioJson({ name, family, summary, explanation }: Scenario): object {
  return { kind: 'scenario', name, family, summary, ...explanation };
}

/** A scenario is a line, or goes on beside its name where a terminal is narrower. */
function* listLines(columns: number): Generator<string> {
  const longest = Math.max(...SCENARIOS.map(({ name }) => name.length));
  const indent = longest + 4;
  for (const [family, title] of Object.entries(FAMILIES) as [Family, string][]) {
    const scenarios = SCENARIOS.filter((scenario) => scenario.family === family);
    if (scenarios.length === 0) continue;
    yield title;
    for (const { name, summary } of scenarios) {
      const [first = '', ...others] = wrapText(summary, Math.max(LEAST_SUMMARY, columns - indent));
      yield `  ${name.padEnd(longest)}  ${first}`;
      for (const line of others) yield ' '.repeat(indent) + line;
    }
    yield '';
  }
  yield 'sockscope lab NAME runs one, sockscope lab --all runs all of them.';
}
