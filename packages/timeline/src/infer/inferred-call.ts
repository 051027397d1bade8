import type { CapturedPacket } from '@sockscope/capture';
import { callText } from '@sockscope/core/trace';
import type { CallArguments, CallName, TracedCall } from '@sockscope/core/trace';
import type { FlowEnd } from '../join/flow';
import type { JoinedCall } from '../join/joined-call';

/** Makes a timeline call of one that no trace shows; its `sequence` counts from 1 within its connection. */
export function inferredCall(end: FlowEnd, call: TracedCall): JoinedCall {
  const { index } = end.flow.connection;
  return {
    id: `inferred-${index}#${call.sequence}`,
    process: null,
    role: end.side,
    call,
    text: callText(call),
    connection: index,
    shownIn: [index],
    inferred: true,
  };
}

/** A call of which only the packets are known: no descriptor, no result, no thread but the first. */
export function callOf(
  call: CallName,
  enterNs: bigint,
  returnNs: bigint,
  given: CallArguments,
): Omit<TracedCall, 'sequence'> {
  return {
    thread: 0,
    call,
    fd: null,
    arguments: given,
    enterNs,
    returnNs,
    result: null,
    errno: null,
    local: null,
    peer: null,
    data: null,
  };
}

/** A packet without a time stands at the beginning of time. */
export function timeOf({ timestampNs }: CapturedPacket): bigint {
  return timestampNs ?? 0n;
}
