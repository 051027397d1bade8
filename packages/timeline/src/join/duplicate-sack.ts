import { firstIndex } from './first-index';
import type { FlowEnd } from './flow';
import type { JoinedPacket } from './joined-packet';

/** A report of a duplicate comes among the next packets. */
const MOST_BETWEEN = 64;

/**
 * Tells whether the end has said that a byte came more than once: by an ACK after its first copy whose first SACK block lies in
 * what is acknowledged anyway.
 *
 * @see RFC 2883 §4
 */
export function saysDuplicate(end: FlowEnd, byte: number, { number }: JoinedPacket): boolean {
  const { packets } = end.flow;
  const base = sequenceOfFirstByte(end.peer);
  const after = firstIndex(packets.length, (at) => (packets[at]?.number ?? Infinity) <= number);
  return packets.slice(after, after + MOST_BETWEEN).some((packet) => {
    const block = packet.sender === end ? duplicateIn(packet) : null;
    return block !== null && base !== null && inBlock(base + byte, block);
  });
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
