import type { Packet } from '../wire/packet';
import type { PacketMark } from './connection';

/** Gives what is kept of a packet that begins or ends a connection. */
export function markOf({ number, timestampNs }: Packet): PacketMark {
  return { packet: number, timestampNs };
}
