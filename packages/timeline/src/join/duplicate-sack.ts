import { firstIndex } from './first-index';
import type { FlowEnd } from './flow';
import type { JoinedPacket } from './joined-packet';

/** A report of a duplicate comes among the next packets. */
const MOST_BETWEEN = 64;

/**
 * Tells whether the end has said that this copy of a byte was not the first that came: by an ACK after it whose first SACK block lies
 * in what is acknowledged anyway.
 *
 * @see RFC 2883 §4
 */
export function saysDuplicate(end: FlowEnd, byte: number, { number }: JoinedPacket): boolean {
  const { packets } = end.flow;
  const base = sequenceOfFirstByte(end.peer);
  const after = firstIndex(packets.length, (at) => (packets[at]?.number ?? Infinity) <= number);
  for (const packet of packets.slice(after, after + MOST_BETWEEN)) {
    const block = packet.sender === end ? duplicateIn(packet) : null;
    if (block !== null && base !== null && inBlock(base + byte, block)) {
      return true;
    }
    // What is said after the next copy may be of that one.
    if (packet.sender === end.peer && packet.payloadBytes > 0 && packet.from <= byte && packet.to > byte) {
      return false;
    }
  }
  return false;
}

interface Block {
  readonly from: number;
  readonly to: number;
}

function duplicateIn({ packet: { tcp } }: JoinedPacket): Block | null {
  const text = tcp?.options.find(({ name }) => name === 'sack')?.value ?? '';
  const [from, to] = (/^(\d+):(\d+)/.exec(text) ?? []).slice(1).map(Number);
  const isAcknowledged = to !== undefined && tcp !== null && ((tcp.acknowledgment - to) | 0) >= 0;
  return from !== undefined && isAcknowledged ? { from, to } : null;
}

function inBlock(sequence: number, { from, to }: Block): boolean {
  return ((sequence - from) | 0) >= 0 && ((to - 1 - sequence) | 0) >= 0;
}

/** Raw sequence number of byte 0; null where the SYN was not captured. */
function sequenceOfFirstByte({ track: { syn, synAck } }: FlowEnd): number | null {
  const sequence = (synAck ?? syn)?.packet.tcp?.sequence;
  return sequence === undefined ? null : sequence + 1;
}
