import type { Flow } from '../join/flow';
import type { HandshakePhases } from '../model';

/** The phases of a handshake, and the names of those that came out negative. */
export interface MeasuredPhases {
  readonly phases: HandshakePhases;
  /** Ends before it began: the clocks of calls and packets contradict each other, so the phase is not known. */
  readonly contradictions: readonly string[];
}

/**
 * Measures the five phases of a connection's handshake:
 *
 * - connect -> SYN: connect() entered, the first SYN on the wire;
 * - SYN -> SYN-ACK, SYN-ACK -> ACK: first packet to first packet;
 * - ACK -> connect returns: only of a connect() that waited, so not of one that gave EINPROGRESS;
 * - accept wait: the ACK to the return of accept().
 */
export function handshakePhases({ connection, client, server }: Flow): MeasuredPhases {
  const { syn, synAck, ack } = connection.handshake;
  const connect = client.connect?.inferred === false ? client.connect.call : null;
  const accept = server.accept?.call ?? null;
  const contradictions: string[] = [];
  const between = (name: string, fromNs: bigint | null, toNs: bigint | null): bigint | null => {
    if (fromNs === null || toNs === null) {
      return null;
    }
    if (toNs < fromNs) {
      contradictions.push(name);
      return null;
    }
    return toNs - fromNs;
  };
  const synNs = syn?.timestampNs ?? null;
  const synAckNs = synAck?.timestampNs ?? null;
  const ackNs = ack?.timestampNs ?? null;
  const connectedNs = connect?.result === 0 && connect.call === 'connect' ? connect.returnNs : null;
  const phases = {
    connectToSynNs: between('connect -> SYN', connect?.enterNs ?? null, synNs),
    synToSynAckNs: between('SYN -> SYN-ACK', synNs, synAckNs),
    synAckToAckNs: between('SYN-ACK -> ACK', synAckNs, ackNs),
    ackToConnectReturnNs: between('ACK -> connect returns', ackNs, connectedNs),
    ackToAcceptReturnNs: between('accept wait', ackNs, accept?.returnNs ?? null),
  };
  return { phases, contradictions };
}
