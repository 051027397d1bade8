import type { Timeline, TimelineCall } from '@sockscope/timeline';
import { callText } from '../run/call-text';
import type { CallStep } from '../script/call-step';
import { callsOf } from '../script/step';
import type { ActorName, Step } from '../script/step';

/** A call of the trace that a step of the script asked for. */
export interface NamedCall {
  /** `send(c)`, or `send(c)#2` where the script has several. */
  readonly text: string;
  readonly step: CallStep;
  readonly call: TimelineCall;
}

/**
 * Gives the calls of a timeline by their ids, each with its step. Each step makes one traced call, and an actor makes its
 * calls in the order of the script, so the n-th call of its process is its n-th step.
 */
export function nameCalls(steps: readonly Step[], timeline: Timeline): ReadonlyMap<string, NamedCall> {
  const named = new Map<string, NamedCall>();
  for (const actor of ['client', 'server'] as const) {
    const calls = timeline.calls.filter(({ role, inferred }) => role === actor && !inferred);
    calls.sort((a, b) => a.call.sequence - b.call.sequence);
    const texts = textsOf(steps, actor);
    for (const [index, call] of calls.entries()) {
      const known = texts[index];
      if (known !== undefined) named.set(call.id, { ...known, call });
    }
  }
  return named;
}

function textsOf(steps: readonly Step[], actor: ActorName): { text: string; step: CallStep }[] {
  const counts = new Map<string, number>();
  const calls = callsOf(steps, actor);
  for (const { request } of calls) counts.set(callText(request), (counts.get(callText(request)) ?? 0) + 1);
  const seen = new Map<string, number>();
  return calls.map((step) => {
    const text = callText(step.request);
    const nth = (seen.get(text) ?? 0) + 1;
    seen.set(text, nth);
    return { text: (counts.get(text) ?? 0) > 1 ? `${text}#${nth}` : text, step };
  });
}
