import type { ConnectionSummary, Handshake } from '../flow/connection';
import { elapsedNs } from './connection-json';
import { durationText } from './duration-text';
import { endpointText } from './endpoint-text';

/**
 * Gives a connection as one line of text:
 * `0 tcp 127.0.0.1:44256 > 127.0.0.1:8888: handshake complete in 51.2us, close three-segment, 10 packets in 1.25ms, 6 bytes > 26 bytes <`.
 *
 * The handshake took the time from the first SYN to the ACK, the packets that from the connection's first to its last.
 * A time that is not known is left out.
 */
export function connectionLine(connection: ConnectionSummary): string {
  const { index, protocol, client, server, payloadBytes } = connection;
  const { clientToServer, serverToClient } = payloadBytes;
  const tcp = protocol === 'tcp' ? `${tcpText(connection)}, ` : '';
  const bytes = `${clientToServer} bytes > ${serverToClient} bytes <`;
  return `${index} ${protocol} ${endpointText(client)} > ${endpointText(server)}: ${tcp}${packetsText(connection)}, ${bytes}`;
}

function tcpText({ handshake, close }: ConnectionSummary): string {
  const { outcome, syn, ack } = handshake;
  const by = close.kind === 'reset' && close.reset !== null ? ` by ${close.reset.by}` : '';
  const time = inTime(elapsedNs(syn?.timestampNs, ack?.timestampNs));
  return `handshake ${outcome}${time}${retransmissionsText(handshake)}, close ${close.kind}${by}`;
}

function retransmissionsText({ synRetransmissions, synAckRetransmissions }: Handshake): string {
  if (synRetransmissions === 0 && synAckRetransmissions === 0) {
    return '';
  }
  const retransmissions = [
    ...(synRetransmissions > 0 ? [`${synRetransmissions} x SYN again`] : []),
    ...(synAckRetransmissions > 0 ? [`${synAckRetransmissions} x SYN-ACK again`] : []),
  ];
  return ` (${retransmissions.join(', ')})`;
}

function packetsText({ packetCount, copies, firstPacket, lastPacket }: ConnectionSummary): string {
  const count = packetCount.clientToServer + packetCount.serverToClient;
  const time = count > 1 ? inTime(elapsedNs(firstPacket.timestampNs, lastPacket.timestampNs)) : '';
  const seenTwice = copies > 0 ? ` (${copies} captured again)` : '';
  return `${count} ${count === 1 ? 'packet' : 'packets'}${time}${seenTwice}`;
}

function inTime(durationNs: bigint | null): string {
  return durationNs === null ? '' : ` in ${durationText(durationNs)}`;
}
