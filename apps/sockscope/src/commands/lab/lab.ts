import { closestNames, SCENARIOS } from '@sockscope/lab';
import { impairmentProblem } from '@sockscope/wire';
import { usage } from '../../output';
import { impairmentOf, type WireOptions } from '../wire-network';
import { listScenarios } from './list-scenarios';
import { runAllScenarios } from './run-all-scenarios';
import { runOneScenario } from './run-one-scenario';

export interface LabOptions extends WireOptions {
  readonly all?: boolean;
  readonly output?: string;
  readonly json?: boolean;
  readonly view?: boolean;
  readonly repeat: number;
  /** The kernel is asked what became of each send(). */
  readonly witness?: boolean;
  readonly width?: number;
  readonly ascii?: boolean;
}

/** `sockscope lab`: the list of scenarios, one of them run and explained, or all of them in a table. */
export async function lab(name: string | undefined, options: LabOptions): Promise<number> {
  if (name !== undefined && options.all) return usage('give a scenario or --all, not both');
  if (options.all && options.view) return usage('--view shows one scenario; name it');
  const impairment = impairmentOf(options);
  const problem = impairment === null ? null : impairmentProblem(impairment);
  if (problem !== null) return usage(problem);
  if (options.all) return runAllScenarios(SCENARIOS, options);
  if (name === undefined) {
    if (options.view || impairment !== null || options.output !== undefined || options.repeat > 1) {
      return usage('name a scenario, or all of them with --all; `sockscope lab` lists them');
    }
    return listScenarios(options);
  }
  const scenario = SCENARIOS.find((known) => known.name === name);
  if (scenario === undefined) return unknownName(name);
  if (options.repeat > 1) {
    return options.view ? usage('--view shows one run') : runAllScenarios([scenario], options);
  }
  return runOneScenario(scenario, options);
}

function unknownName(name: string): number {
  const near = closestNames(
    name,
    SCENARIOS.map((known) => known.name),
  );
  const guess = near.length === 0 ? '' : `; did you mean ${near.join(' or ')}?`;
  return usage(`there is no scenario "${name}"${guess} (\`sockscope lab\` lists them)`);
}
