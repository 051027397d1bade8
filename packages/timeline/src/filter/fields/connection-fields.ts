import type { CloseKind, HandshakeOutcome } from '@sockscope/capture';
import { PHASE_DEFINITIONS } from '../../compare/phase-definitions';
import { numberOfConnection } from '../../connection-number';
import type { HandshakePhases, TimelineConnection } from '../../model';
import type { FieldValue, FilterField } from '../filter-field';

const OUTCOMES: Readonly<Record<HandshakeOutcome, true>> = {
  complete: true,
  refused: true,
  unanswered: true,
  partial: true,
  unseen: true,
};

const CLOSES: Readonly<Record<CloseKind, true>> = {
  'four-segment': true,
  'three-segment': true,
  simultaneous: true,
  half: true,
  reset: true,
  open: true,
};

const PHASE_NAMES: Readonly<Record<keyof HandshakePhases, string>> = {
  connectToSynNs: 'phase.connect-to-syn',
  synToSynAckNs: 'phase.syn-to-syn-ack',
  synAckToAckNs: 'phase.syn-ack-to-ack',
  ackToConnectReturnNs: 'phase.ack-to-connect',
  ackToAcceptReturnNs: 'phase.accept-wait',
};

/** What connections have: all rows of a connection have it. */
export const CONNECTION_FIELDS: readonly FilterField[] = [
  {
    name: 'connection',
    aliases: ['tcp.stream', 'udp.stream', 'conn'],
    type: 'number',
    help: 'number of the connection, from 0',
    example: 'connection == 0',
    read: ofConnection(({ connection }) => numberOfConnection(connection)),
  },
  {
    name: 'handshake',
    aliases: [],
    type: 'duration',
    help: 'from the SYN to the ACK of its answer',
    example: 'handshake > 1ms',
    read: ofConnection(({ phases }) =>
      phases.synToSynAckNs === null || phases.synAckToAckNs === null
        ? null
        : Number(phases.synToSynAckNs + phases.synAckToAckNs),
    ),
  },
  {
    name: 'outcome',
    aliases: ['handshake.outcome'],
    type: 'word',
    words: Object.keys(OUTCOMES),
    help: 'how the handshake went',
    example: 'outcome == refused',
    read: ofConnection(({ connection }) => (connection.protocol === 'tcp' ? connection.handshake.outcome : null)),
  },
  {
    name: 'close',
    aliases: [],
    type: 'word',
    words: Object.keys(CLOSES),
    help: 'how the connection ended',
    example: 'close == reset',
    read: ofConnection(({ connection }) => (connection.protocol === 'tcp' ? connection.close.kind : null)),
  },
  {
    name: 'connection.bytes',
    aliases: [],
    type: 'number',
    help: 'bytes of data of the connection, both ways',
    example: 'connection.bytes > 100000',
    read: ofConnection(({ connection: { payloadBytes } }) => payloadBytes.clientToServer + payloadBytes.serverToClient),
  },
  {
    name: 'connection.packets',
    aliases: [],
    type: 'number',
    help: 'packets of the connection, both ways, copies left out',
    example: 'connection.packets < 10',
    read: ofConnection(({ connection: { packetCount } }) => packetCount.clientToServer + packetCount.serverToClient),
  },
  ...PHASE_DEFINITIONS.map(({ key, name }): FilterField => ({
    name: PHASE_NAMES[key],
    aliases: [],
    type: 'duration',
    help: `phase of the handshake: ${name}`,
    example: `${PHASE_NAMES[key]} > 100us`,
    read: ofConnection(({ phases }) => (phases[key] === null ? null : Number(phases[key]))),
  })),
];

function ofConnection(read: (connection: TimelineConnection) => FieldValue): FilterField['read'] {
  return ({ connection }, { timeline }) => {
    const found = connection === null ? undefined : timeline.connections[connection];
    return found === undefined ? null : read(found);
  };
}
