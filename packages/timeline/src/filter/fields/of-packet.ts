import type { CapturedPacket, Connection } from '@sockscope/capture';
import type { TimelinePacket } from '../../model';
import type { FieldValue, FilterField, FilterSource } from '../filter-field';

/** Gives the reader of a field that packets have, and other rows have not. */
export function ofPacket(
  read: (
    packet: CapturedPacket,
    onTimeline: TimelinePacket,
    connection: Connection | null,
    source: FilterSource,
  ) => FieldValue,
): FilterField['read'] {
  return ({ event }, source) => {
    if (event.kind !== 'packet') return null;
    const { packet } = event.packet;
    const connection = packet.flow === null ? undefined : source.timeline.connections[packet.flow.connection];
    return read(packet, event.packet, connection?.connection ?? null, source);
  };
}
