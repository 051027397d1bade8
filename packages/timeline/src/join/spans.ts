import { firstIndex } from './first-index';
import { isReceive, isSend, movesBytes } from './joined-call';
import type { JoinedCall } from './joined-call';
import type { FlowEnd, Span } from './flow';
import type { Socket } from './socket';

/**
 * Lays the calls of an end along its two byte streams: each owns the bytes from the sum of the returns before it,
 * as many as it returned. What was asked for does not count, nor does MSG_PEEK.
 *
 * Positions count from the SYN, so they are known only where the trace has the socket from its beginning and the
 * capture has the connection from its own.
 */
export function layCalls(end: FlowEnd, socket: Socket): void {
  if (!hasAllBytes(socket)) {
    end.positionsUnknown = 'the trace began after the socket was made, so byte positions of its calls are not known';
  } else if (end.flow.connection.handshake.outcome === 'unseen') {
    end.positionsUnknown = 'the capture does not hold the handshake, so byte positions in it are not known';
  } else {
    end.sends = sentSpans(socket.calls);
    end.receives = receivedSpans(socket.calls);
  }
}

/** Nothing was sent before connect(), so a trace that has it has all. */
function hasAllBytes({ isWhole, connect }: Socket): boolean {
  return isWhole || (connect !== null && connect.call.errno !== 'EISCONN');
}

/** A send that has not returned may have handed over all that it was asked to: its bytes can have no other source. */
function sentSpans(calls: readonly JoinedCall[]): Span[] {
  return spansOf(calls, ({ call }) => {
    if (!isSend(call) || !movesBytes(call)) {
      return 0;
    }
    return call.result ?? call.arguments.lengthBytes ?? 0;
  });
}

function receivedSpans(calls: readonly JoinedCall[]): Span[] {
  return spansOf(calls, ({ call }) => (isReceive(call) && movesBytes(call) ? (call.result ?? 0) : 0));
}

function spansOf(calls: readonly JoinedCall[], bytesOf: (call: JoinedCall) => number): Span[] {
  const spans: Span[] = [];
  let from = 0;
  for (const call of calls) {
    const bytes = bytesOf(call);
    if (bytes > 0) {
      spans.push({ call, from, to: from + bytes });
      from += bytes;
    }
  }
  return spans;
}

/** The spans that share bytes with `[from, to)`, by binary search. */
export function overlapping(spans: readonly Span[], from: number, to: number): Span[] {
  const first = firstIndex(spans.length, (index) => (spans[index]?.to ?? Infinity) <= from);
  const found: Span[] = [];
  for (let index = first; index < spans.length; index++) {
    const span = spans[index];
    if (span === undefined || span.from >= to) {
      break;
    }
    found.push(span);
  }
  return found;
}
