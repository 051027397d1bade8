import type { TracedCall } from '@sockscope/core/trace';
import { cameBeforeReturn } from './clock';
import type { Found, PairingRule } from './datagram-pairs';
import type { JoinedCall } from './joined-call';
import type { JoinedPacket } from './joined-packet';

/** How many datagrams in a row may be passed over as lost before a call is left without one. */
const MOST_LOST = 256;

/** Calls in order of entry, and datagrams, or ICMP errors, in capture order; both grow. */
interface Parties {
  readonly calls: readonly JoinedCall[];
  readonly datagrams: readonly JoinedPacket[];
}

/** What is known of the senders of a direction's datagrams. */
export interface Senders {
  /** First bytes of a datagram, from the call that sent it; null where no trace has them. */
  dataOf(place: number): Uint8Array | null;
  /** The senders of the datagrams before that place will not change. */
  readonly finalPlace: number;
}

/**
 * Pairs the sends of one direction with its datagrams. Where their numbers and lengths agree, the k-th send made the k-th
 * datagram. Where the capture lacks some, a datagram goes to the send during which, or after which and before the next, it left
 * with the right length.
 */
export function sentRule({ calls, datagrams }: Parties): PairingRule {
  return {
    agrees: (place) => calls[place]?.call.result === datagrams[place]?.payloadBytes,
    isAgreementFinal: () => true,
    find: (index, from) => {
      const { enterNs, returnNs, result } = calls[index]?.call ?? { enterNs: 0n, returnNs: null, result: null };
      const nextEnterNs = calls[index + 1]?.call.enterNs ?? null;
      const isFinal = nextEnterNs !== null;
      const untilNs = nextEnterNs === null || returnNs === null || nextEnterNs > returnNs ? nextEnterNs : returnNs;
      for (let place = from; place < datagrams.length; place++) {
        const packet = datagrams[place];
        const timeNs = packet?.timeNs ?? null;
        if (packet === undefined || timeNs === null || (untilNs !== null && timeNs > untilNs)) {
          return { place: -1, next: place, isFinal };
        }
        if (timeNs >= enterNs && packet.payloadBytes === result) {
          return { place, next: place + 1, isFinal };
        }
      }
      return { place: -1, next: datagrams.length, isFinal: false };
    },
  };
}

/**
 * Pairs the receives of one direction with its datagrams. A datagram that no receive fits was dropped by a full buffer or is
 * still unread. Bytes are compared too where the sender's trace has them.
 */
export function receivedRule({ calls, datagrams }: Parties, senders: Senders): PairingRule {
  const fits = (call: TracedCall | undefined, place: number): boolean => {
    const packet = datagrams[place];
    const isLong = call !== undefined && packet !== undefined && hasLength(call, packet.payloadBytes);
    return isLong && sameBytes(call.data, senders.dataOf(place));
  };
  return {
    agrees: (place) => fits(calls[place]?.call, place),
    isAgreementFinal: (place) => place < senders.finalPlace,
    find: (index, from) => {
      const call = calls[index]?.call;
      const until = Math.min(datagrams.length, from + MOST_LOST);
      for (let place = from; place < until; place++) {
        if (call === undefined || !cameBeforeReturn(call, datagrams[place]?.timeNs ?? null)) {
          return { place: -1, next: from, isFinal: place <= senders.finalPlace };
        }
        if (fits(call, place)) {
          return { place, next: place + 1, isFinal: place < senders.finalPlace };
        }
      }
      return { place: -1, next: from, isFinal: until < datagrams.length && until <= senders.finalPlace };
    },
  };
}

/**
 * Pairs calls that reported a refusal with ICMP errors. An error is kept until the next call on the connected socket; a newer one takes its
 * place: ip(7), SO_ERROR. The next datagram and its error can follow within microseconds, so the clocks are trusted here.
 */
export function refusedRule({ calls, datagrams: errors }: Parties): PairingRule {
  const find = (index: number, from: number): Found => {
    const call = calls[index]?.call;
    let next = from;
    while (next < errors.length && call !== undefined && cameBeforeReturn(call, errors[next]?.timeNs ?? null)) {
      next += 1;
    }
    return { place: next > from ? next - 1 : -1, next, isFinal: next < errors.length };
  };
  return { agrees: () => false, isAgreementFinal: () => true, find };
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
