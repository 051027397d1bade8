import type { Connection } from '../flow/connection';
import { endpointText } from './endpoint-text';

/**
 * Gives a connection as one line of text:
 * `0 tcp 127.0.0.1:44256 > 127.0.0.1:8888: handshake complete, close three-segment, 10 packets, 6 bytes > 26 bytes <`.
 */
export function connectionLine(connection: Connection): string {
  const { index, protocol, client, server, packets, payloadBytes } = connection;
  const { clientToServer, serverToClient } = payloadBytes;
  const parts = [
    ...(protocol === 'tcp' ? tcpParts(connection) : []),
    `${packets.length} ${packets.length === 1 ? 'packet' : 'packets'}`,
    `${clientToServer} bytes > ${serverToClient} bytes <`,
  ];
  return `${index} ${protocol} ${endpointText(client)} > ${endpointText(server)}: ${parts.join(', ')}`;
}

function tcpParts({ handshake, close }: Connection): string[] {
  const { outcome, synRetransmissions, synAckRetransmissions } = handshake;
  const retransmissions = [
    ...(synRetransmissions > 0 ? [`${synRetransmissions} x SYN again`] : []),
    ...(synAckRetransmissions > 0 ? [`${synAckRetransmissions} x SYN-ACK again`] : []),
  ];
  const inBrackets = retransmissions.length > 0 ? ` (${retransmissions.join(', ')})` : '';
  const by = close.kind === 'reset' && close.reset !== null ? ` by ${close.reset.by}` : '';
  return [`handshake ${outcome}${inBrackets}`, `close ${close.kind}${by}`];
}
