import type { HandshakePhases } from '../model';

/** A phase of the handshake and what bounds it. */
export interface PhaseDefinition {
  readonly key: keyof HandshakePhases;
  readonly name: string;
  readonly from: string;
  readonly to: string;
  /** Whose time it is. */
  readonly spentBy: string;
}

/** The five phases in the order in which they happen. */
export const PHASE_DEFINITIONS: readonly PhaseDefinition[] = [
  {
    key: 'connectToSynNs',
    name: 'connect -> SYN',
    from: 'connect() entered',
    to: 'SYN on the wire',
    spentBy: "the client's kernel",
  },
  {
    key: 'synToSynAckNs',
    name: 'SYN -> SYN-ACK',
    from: 'SYN',
    to: 'SYN-ACK',
    spentBy: "the network there and back, the server's kernel",
  },
  {
    key: 'synAckToAckNs',
    name: 'SYN-ACK -> ACK',
    from: 'SYN-ACK',
    to: 'ACK',
    spentBy: "the client's kernel; the network too where the server captured",
  },
  {
    key: 'ackToConnectReturnNs',
    name: 'ACK -> connect returns',
    from: 'ACK',
    to: 'connect() returned',
    spentBy: "waking the client's thread",
  },
  {
    key: 'ackToAcceptReturnNs',
    name: 'accept wait',
    from: 'ACK',
    to: 'accept() returned',
    spentBy: 'the accept queue while the server is busy, or waking its thread',
  },
];
