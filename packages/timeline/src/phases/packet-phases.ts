import type { ConnectionSummary } from '@sockscope/capture';
import type { HandshakePhases } from '../model';

/** Gives the phases of a handshake that its packets show; those that need calls are null. */
export function packetPhases({ handshake: { syn, synAck, ack } }: ConnectionSummary): HandshakePhases {
  return {
    connectToSynNs: null,
    synToSynAckNs: elapsedNs(syn?.timestampNs, synAck?.timestampNs),
    synAckToAckNs: elapsedNs(synAck?.timestampNs, ack?.timestampNs),
    ackToConnectReturnNs: null,
    ackToAcceptReturnNs: null,
  };
}

/** A clock that was set back tells nothing. */
function elapsedNs(fromNs: bigint | null | undefined, toNs: bigint | null | undefined): bigint | null {
  return fromNs == null || toNs == null || toNs < fromNs ? null : toNs - fromNs;
}
