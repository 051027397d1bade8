import type { AnomalyIndex } from '../../anomalies';
import type { LadderEvents, TimelineIndex } from '../../ladder/timeline-index';
import type { HandshakePhases, PacketOwner, Timeline } from '../../model';

// What the fields of a filter are read from where nothing is joined: packets and connections alone.

const NOBODY: ReadonlyMap<never, never> = new Map<never, never>();

const NO_EVENTS: LadderEvents = { calls: [], packets: [], exits: [], states: [], oddSegments: [] };

export const NO_ANOMALIES: AnomalyIndex = { all: [], byCall: NOBODY, byPacket: NOBODY };

export const NO_PHASES: HandshakePhases = {
  connectToSynNs: null,
  synToSynAckNs: null,
  synAckToAckNs: null,
  ackToConnectReturnNs: null,
  ackToAcceptReturnNs: null,
};

export const NO_OWNER: PacketOwner = { kind: 'unknown', text: '' };

/** The connection of a timeline of which this is known alone. */
export function lone(
  connection: Timeline['connections'][number]['connection'],
  phases: HandshakePhases,
): Timeline['connections'][number] {
  return { connection, phases, states: [], oddSegments: [], clientProcess: null, serverProcess: null };
}

/** A timeline of connections alone. */
export function loneTimeline(connections: Timeline['connections']): Timeline {
  return { calls: [], packets: [], links: [], exits: [], problems: [], connections };
}

/** An index in which packets are found, and nothing else. */
export function loneIndex(packetByNumber: TimelineIndex['packetByNumber']): TimelineIndex {
  return {
    packetByNumber,
    callById: NOBODY,
    linksByCall: NOBODY,
    linksByPacket: NOBODY,
    sentByCall: NOBODY,
    byConnection: NOBODY,
    loose: NO_EVENTS,
  };
}
