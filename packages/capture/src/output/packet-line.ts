import type { Packet, TcpFields } from '../wire/packet';
import { decodeErrorText } from '../wire/decode-error-text';
import { ipProtocolName } from '../wire/ip-protocol';
import { TCP_FLAG } from '../wire/tcp-flags';
import { endText } from './end-text';
import { icmpText } from './icmp-text';
import { tcpOptionText } from './tcp-option-text';
import { timestampText } from './timestamp-text';

const ICMP_HEADER_BYTES = 8;

/**
 * Gives a packet as one line, as `tcpdump -n -tt -S -#` prints it; what stopped decoding stands in brackets at its end.
 * Holds no text from the packet.
 *
 * @example
 * //     1  1795388344.985135785 IP 127.0.0.1.38626 > 127.0.0.1.8888: Flags [S], seq 3585949352, win 65495, options [mss 65495], length 0
 */
export function packetLine(packet: Packet): string {
  const number = String(packet.number).padStart(5);
  const time = packet.timestampNs === null ? '-' : timestampText(packet.timestampNs);
  const problem = packet.problem === null ? '' : ` [${decodeErrorText(packet.problem)}]`;
  return `${number}  ${time} ${packetText(packet)}${problem}`;
}

function packetText(packet: Packet): string {
  const { source, destination, sourcePort, destinationPort } = packet;
  if (source === null || destination === null) {
    return `not IP, length ${packet.wireBytes}`;
  }
  const version = source.includes(':') ? 'IP6' : 'IP';
  const ends = `${version} ${endText(source, sourcePort)} > ${endText(destination, destinationPort)}`;
  return `${ends}: ${transportText(packet)}`;
}

/** Without a length where the header does not stand as a whole. */
function transportText(packet: Packet): string {
  const { payloadBytes, tcp } = packet;
  if (packet.icmp !== null) {
    return `${icmpText(packet)}, length ${(payloadBytes ?? 0) + ICMP_HEADER_BYTES}`;
  }
  const length = payloadBytes === null ? '' : `, length ${payloadBytes}`;
  if (tcp !== null) {
    return `${tcpText(tcp, payloadBytes ?? 0)}${length}`;
  }
  return packet.protocol === 'udp' ? `UDP${length}` : ipProtocolName(packet.ipProtocol ?? 0);
}

function tcpText(
  { flags, flagText, sequence, acknowledgment, windowBytes, urgentPointer, options }: TcpFields,
  length: number,
): string {
  const parts = [`Flags [${flagText}]`];
  if (length > 0) {
    parts.push(`seq ${sequence}:${(sequence + length) % 2 ** 32}`);
  } else if ((flags & (TCP_FLAG.syn | TCP_FLAG.fin | TCP_FLAG.rst)) !== 0) {
    parts.push(`seq ${sequence}`);
  }
  if ((flags & TCP_FLAG.ack) !== 0) {
    parts.push(`ack ${acknowledgment}`);
  }
  parts.push(`win ${windowBytes}`);
  if (urgentPointer !== undefined) {
    parts.push(`urg ${urgentPointer}`);
  }
  if (options.length > 0) {
    parts.push(`options [${options.map(tcpOptionText).join(',')}]`);
  }
  return parts.join(', ');
}
