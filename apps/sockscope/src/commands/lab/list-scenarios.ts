import { FAMILIES, SCENARIOS } from '@sockscope/lab';
import type { Family, Scenario } from '@sockscope/lab';
import { printLines } from '../../output';
import { printJson } from '../../print-json';

/** Prints what there is to run, family by family, a line each. */
export async function listScenarios({ json }: { readonly json?: boolean }): Promise<number> {
  if (json) await printJson(SCENARIOS.map(scenarioJson));
  else await printLines(listLines());
  return 0;
}

/** A scenario as it is listed for programs. */
function scenarioJson({ name, family, summary, explanation }: Scenario): object {
  return { kind: 'scenario', name, family, summary, ...explanation };
}

function* listLines(): Generator<string> {
  const longest = Math.max(...SCENARIOS.map(({ name }) => name.length));
  for (const [family, title] of Object.entries(FAMILIES) as [Family, string][]) {
    const scenarios = SCENARIOS.filter((scenario) => scenario.family === family);
    if (scenarios.length === 0) continue;
    yield title;
    for (const { name, summary } of scenarios) yield `  ${name.padEnd(longest)}  ${summary}`;
    yield '';
  }
  yield 'sockscope lab NAME runs one, sockscope lab --all runs all of them.';
}
