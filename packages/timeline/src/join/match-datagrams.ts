import type { TracedCall } from '@sockscope/core/trace';
import { cameBeforeReturn } from './clock';
import type { JoinedCall } from './joined-call';
import type { JoinedPacket } from './joined-packet';

/** A call and the datagram that it sent or received. */
export interface MatchedDatagram {
  readonly joined: JoinedCall;
  readonly packet: JoinedPacket;
}

/** How many datagrams in a row may be passed over as lost before a call is left without one. */
const MOST_LOST = 256;

/**
 * Pairs the sends of one direction with its datagrams; both in order. Where their numbers and lengths agree, the k-th
 * send made the k-th datagram. Where the capture lacks some, a datagram goes to the send during which, or after which
 * and before the next, it left with the right length.
 */
export function matchSent(sends: readonly JoinedCall[], datagrams: readonly JoinedPacket[]): MatchedDatagram[] {
  if (agreeThroughout(sends, datagrams, (call, packet) => call.result === packet.payloadBytes)) {
    return zip(sends, datagrams);
  }
  const matches: MatchedDatagram[] = [];
  let next = 0;
  sends.forEach((joined, index) => {
    const { enterNs, returnNs, result } = joined.call;
    const nextEnterNs = sends[index + 1]?.call.enterNs ?? null;
    const untilNs = nextEnterNs === null || returnNs === null || nextEnterNs > returnNs ? nextEnterNs : returnNs;
    for (; next < datagrams.length; next++) {
      const packet = datagrams[next];
      const timeNs = packet?.timeNs ?? null;
      if (packet === undefined || timeNs === null || (untilNs !== null && timeNs > untilNs)) {
        return;
      }
      if (timeNs >= enterNs && packet.payloadBytes === result) {
        matches.push({ joined, packet });
        next += 1;
        return;
      }
    }
  });
  return matches;
}

/**
 * Pairs the receives of one direction with its datagrams; both in order. A datagram that no receive fits was dropped
 * by a full buffer or is still unread. Bytes are compared too where the sender's trace has them.
 *
 * @param dataOf first bytes of a datagram, from the call that sent it; null where no trace has them
 */
export function matchReceived(
  receives: readonly JoinedCall[],
  datagrams: readonly JoinedPacket[],
  dataOf: (packet: JoinedPacket) => Uint8Array | null,
): MatchedDatagram[] {
  const fits = (call: TracedCall, packet: JoinedPacket): boolean =>
    hasLength(call, packet.payloadBytes) && sameBytes(call.data, dataOf(packet));
  if (agreeThroughout(receives, datagrams, fits)) {
    return zip(receives, datagrams);
  }
  const matches: MatchedDatagram[] = [];
  let next = 0;
  for (const joined of receives) {
    for (let index = next; index < datagrams.length && index < next + MOST_LOST; index++) {
      const packet = datagrams[index];
      if (packet === undefined || !cameBeforeReturn(joined.call, packet.timeNs)) {
        break;
      }
      if (fits(joined.call, packet)) {
        matches.push({ joined, packet });
        next = index + 1;
        break;
      }
    }
  }
  return matches;
}

/** recvfrom() returns the datagram's length, or that of its buffer where this is shorter: recv(2), MSG_TRUNC. */
function hasLength(call: TracedCall, payloadBytes: number): boolean {
  const { result } = call;
  if (result === null) {
    return false;
  }
  return result === payloadBytes || (result < payloadBytes && result === call.arguments.lengthBytes);
}

/** True unless both are known and differ in the bytes that both have. */
function sameBytes(received: Uint8Array | null, sent: Uint8Array | null): boolean {
  if (received === null || sent === null) {
    return true;
  }
  const common = Math.min(received.length, sent.length);
  return received.subarray(0, common).every((byte, index) => byte === sent[index]);
}

function agreeThroughout(
  calls: readonly JoinedCall[],
  datagrams: readonly JoinedPacket[],
  fits: (call: TracedCall, packet: JoinedPacket) => boolean,
): boolean {
  return (
    calls.length === datagrams.length &&
    calls.every(({ call }, index) => {
      const packet = datagrams[index];
      return packet !== undefined && fits(call, packet);
    })
  );
}

function zip(calls: readonly JoinedCall[], datagrams: readonly JoinedPacket[]): MatchedDatagram[] {
  return calls.flatMap((joined, index) => {
    const packet = datagrams[index];
    return packet === undefined ? [] : [{ joined, packet }];
  });
}
