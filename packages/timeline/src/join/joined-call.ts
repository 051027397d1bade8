import { callText } from '@sockscope/core/trace';
import type { TracedCall, TracedProcess } from '@sockscope/core/trace';
import type { Side, TimelineCall } from '../model';

/** A timeline call while it is being joined: its connection is filled in as it becomes known. */
export interface JoinedCall extends TimelineCall {
  role: Side;
  connection: number | null;
  shownIn: readonly number[];
  text: string;
}

/** Shared, so that calls in no ladder cost no array each. */
const NOWHERE: readonly number[] = [];

/** Wraps a call of a trace; it belongs to no connection yet. */
export function joinedCall({ name, role }: TracedProcess, call: TracedCall): JoinedCall {
  return {
    id: `${name}#${call.sequence}`,
    process: name,
    role,
    call,
    text: callText(call),
    connection: null,
    shownIn: NOWHERE,
    inferred: false,
  };
}

/** The short name by which one line of text refers to a call: `send(3)`, `close(?)`. */
export function callName({ call: { call, fd } }: TimelineCall): string {
  return `${call}(${fd ?? '?'})`;
}

/** True if the call moved bytes of the stream from or to the application. MSG_PEEK and the error queue move none. */
export function movesBytes(call: TracedCall): boolean {
  const flags = call.arguments.flags;
  return flags === undefined || !(flags.includes('MSG_PEEK') || flags.includes('MSG_ERRQUEUE'));
}

/** True for send() and sendto(). */
export function isSend(call: TracedCall): boolean {
  return call.call === 'send' || call.call === 'sendto';
}

/** True for recv() and recvfrom(). */
export function isReceive(call: TracedCall): boolean {
  return call.call === 'recv' || call.call === 'recvfrom';
}
