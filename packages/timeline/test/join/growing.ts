import { FlowTracker } from '@sockscope/capture';
import type { ProcessTrace, TracedCall } from '@sockscope/core/trace';
import type { TimelineInput } from '../../src';
import { place } from './scenario';

/** How much of a recording is known: of the packets and of each trace, from 0 to 1. */
export interface Cut {
  readonly packets: number;
  readonly calls: readonly number[];
}

/**
 * A recording as it was when so much of it was known. A trace is known up to a moment: calls that had entered by then
 * are in it, and have returned if they had by then.
 */
export function cutOf({ packets, traces }: TimelineInput, cut: Cut): TimelineInput {
  const known = packets.slice(0, Math.round(packets.length * cut.packets));
  const tracker = new FlowTracker();
  known.forEach((packet) => place(tracker, packet));
  return {
    packets: known,
    connections: tracker.connections,
    traces: traces.map((trace, index) => cutTrace(trace, cut.calls[index % Math.max(1, cut.calls.length)] ?? 1)),
  };
}

function cutTrace({ process, calls, exit }: ProcessTrace, part: number): ProcessTrace {
  const moments = calls
    .flatMap(({ enterNs, returnNs }) => [enterNs, returnNs ?? enterNs])
    .sort((a, b) => (a < b ? -1 : 1));
  const untilNs = moments[Math.round((moments.length - 1) * part)] ?? 0n;
  const known = part < 1 ? calls.filter(({ enterNs }) => enterNs <= untilNs).map((call) => asOf(call, untilNs)) : calls;
  return { process, calls: known, exit: part < 1 ? null : exit };
}

function asOf(call: TracedCall, untilNs: bigint): TracedCall {
  if (call.returnNs === null || call.returnNs <= untilNs) {
    return call;
  }
  return {
    ...call,
    returnNs: null,
    result: null,
    errno: null,
    ...(call.call === 'bind' ? {} : { local: null, peer: null }),
  };
}
