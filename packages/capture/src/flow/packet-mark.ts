import type { Packet } from '../wire/packet';
import type { PacketMark } from './connection';

export function markOf({ number, timestampNs }: Packet): PacketMark {
  return { packet: number, timestampNs };
}
