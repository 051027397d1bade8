import type { CapturedPacket } from '@sockscope/capture';
import type { LadderRow } from '../../ladder/row';
import { NO_OWNER } from './nothing-joined';

const NO_BRACKETS: LadderRow['brackets'] = { client: [], server: [] };
const NO_STATE: LadderRow['state'] = { client: null, server: null };

/** A packet as the row that it would be in a ladder where nothing is known but the packet. */
export function packetRow(packet: CapturedPacket, deltaNs: bigint | null): LadderRow {
  return {
    key: '',
    timeNs: packet.timestampNs,
    deltaNs,
    event: { kind: 'packet', packet: { packet, owner: NO_OWNER } },
    connection: packet.flow?.connection ?? null,
    brackets: NO_BRACKETS,
    state: NO_STATE,
    oddSegment: null,
    note: '',
    data: null,
  };
}
