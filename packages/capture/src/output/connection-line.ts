import type { CapturedPacket, Connection } from '../flow/connection';
import { elapsedNs } from './connection-json';
import { durationText } from './duration-text';
import { endpointText } from './endpoint-text';

/**
 * Gives a connection as one line of text:
 * `0 tcp 127.0.0.1:44256 > 127.0.0.1:8888: handshake complete in 51.2us, close three-segment, 10 packets in 1.25ms, 6 bytes > 26 bytes <`.
 *
 * The handshake took the time from the first SYN to the ACK, the packets that from the connection's first to its last.
 * A time that is not known is left out.
 *
 * @param packets All packets of the capture, in its order.
 */
export function connectionLine(connection: Connection, packets: readonly CapturedPacket[]): string {
  const { index, protocol, client, server, payloadBytes } = connection;
  const { clientToServer, serverToClient } = payloadBytes;
  const parts = [
    ...(protocol === 'tcp' ? tcpParts(connection) : []),
    packetsText(connection, packets),
    `${clientToServer} bytes > ${serverToClient} bytes <`,
  ];
  return `${index} ${protocol} ${endpointText(client)} > ${endpointText(server)}: ${parts.join(', ')}`;
}

function tcpParts({ handshake, close }: Connection): string[] {
  const { outcome, syn, ack, synRetransmissions, synAckRetransmissions } = handshake;
  const retransmissions = [
    ...(synRetransmissions > 0 ? [`${synRetransmissions} x SYN again`] : []),
    ...(synAckRetransmissions > 0 ? [`${synAckRetransmissions} x SYN-ACK again`] : []),
  ];
  const inBrackets = retransmissions.length > 0 ? ` (${retransmissions.join(', ')})` : '';
  const by = close.kind === 'reset' && close.reset !== null ? ` by ${close.reset.by}` : '';
  const time = inTime(elapsedNs(syn?.timestampNs, ack?.timestampNs));
  return [`handshake ${outcome}${time}${inBrackets}`, `close ${close.kind}${by}`];
}

function packetsText({ packets: numbers }: Connection, packets: readonly CapturedPacket[]): string {
  const [first, last] = [numbers.at(0), numbers.at(-1)].map((number) => packets[(number ?? 0) - 1]);
  const time = numbers.length > 1 ? inTime(elapsedNs(first?.timestampNs, last?.timestampNs)) : '';
  return `${numbers.length} ${numbers.length === 1 ? 'packet' : 'packets'}${time}`;
}

function inTime(durationNs: bigint | null): string {
  return durationNs === null ? '' : ` in ${durationText(durationNs)}`;
}
