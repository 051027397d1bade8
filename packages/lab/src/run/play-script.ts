import type { CallStep } from '../script/call-step';
import type { ActorName, Step } from '../script/step';
import type { ActorHandle } from './actor-handle';
import type { WireOrders } from './wire-orders';

export type Actors = Readonly<Record<ActorName, ActorHandle>>;

/** Who takes part in a script. */
export interface Stage {
  readonly actors: Actors;
  readonly wire: WireOrders;
}

/**
 * Takes the steps of a script in order. Calls of one actor that follow each other are handed over in one go, so that
 * nothing but the actor's own thread stands between them.
 *
 * @throws ScenarioFault where a call gives something else than the script says, or a condition does not come true
 */
export async function playScript(steps: readonly Step[], stage: Stage): Promise<void> {
  const { actors } = stage;
  for (let index = 0; index < steps.length;) {
    const calls = callsFrom(steps, index);
    const [first] = calls;
    if (first === undefined) {
      await play(steps[index] as Exclude<Step, CallStep>, stage);
      index += 1;
    } else {
      begin(first.actor, calls, actors);
      await actors[first.actor].finished();
      index += calls.length;
    }
  }
  await Promise.all([actors.client.finished(), actors.server.finished()]);
}

/** The calls of one actor that stand next to each other from here on. */
function callsFrom(steps: readonly Step[], from: number): CallStep[] {
  const calls: CallStep[] = [];
  for (const step of steps.slice(from)) {
    if (step.kind !== 'call' || (calls[0] !== undefined && calls[0].actor !== step.actor)) break;
    calls.push(step);
  }
  return calls;
}

function begin(actor: ActorName, calls: readonly CallStep[], actors: Actors): void {
  actors[actor].begin(calls, { ...actors.client.addresses, ...actors.server.addresses });
}

async function play(step: Exclude<Step, CallStep>, { actors, wire }: Stage): Promise<void> {
  switch (step.kind) {
    case 'meanwhile':
      return begin(step.actor, step.calls, actors);
    case 'finished':
      return actors[step.actor].finished();
    case 'pause':
      return new Promise((resolve) => setTimeout(resolve, step.durationMs));
    case 'until':
      return actors[step.actor].until(step.condition);
    case 'wire':
      return wire.give(step.order, step.as);
    case 'release':
      return wire.release(step.order);
    case 'exit':
      return actors[step.actor].exit(step.status);
    case 'kill':
      return actors[step.actor].kill();
  }
}
