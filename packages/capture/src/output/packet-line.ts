import type { Packet, TcpFields, TcpOption } from '../wire/packet';
import { decodeErrorText } from '../wire/decode-error-text';
import { ipProtocolName } from '../wire/ip-protocol';
import { TCP_FLAG } from '../wire/tcp-flags';
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

/** tcpdump joins address and port by a dot, in IPv6 too. */
function endText(address: string, port: number | null): string {
  return port === null ? address : `${address}.${port}`;
}

function transportText(packet: Packet): string {
  const length = packet.payloadBytes ?? 0;
  if (packet.tcp !== null) {
    return `${tcpText(packet.tcp, length)}, length ${length}`;
  }
  if (packet.icmp !== null) {
    const name = packet.protocol === 'icmp' ? 'ICMP' : 'ICMP6';
    return `${name} ${icmpText(packet)}, length ${length + ICMP_HEADER_BYTES}`;
  }
  return packet.protocol === 'udp' ? `UDP, length ${length}` : `${ipProtocolName(packet.ipProtocol ?? 0)}`;
}

function tcpText(
  { flags, flagText, sequence, acknowledgment, windowBytes, options }: TcpFields,
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
  if (options.length > 0) {
    parts.push(`options [${options.map(optionText).join(',')}]`);
  }
  return parts.join(', ');
}

function optionText({ kind, name, value }: TcpOption): string {
  switch (name) {
    case 'window-scale':
      return `wscale ${value}`;
    case 'sack-permitted':
      return 'sackOK';
    case 'timestamps':
      return `TS ${value}`;
    case 'sack':
      return `sack ${value.split(' ').length} ${value
        .split(' ')
        .map((block) => `{${block}}`)
        .join('')}`;
    case 'fast-open':
      return value === 'cookie request' ? 'tfo  cookiereq' : `tfo  ${value}`;
    case 'unknown':
      return `unknown-${kind} 0x${value}`;
    default:
      return value === '' ? name : `${name} ${value}`;
  }
}

function icmpText({ icmp }: Packet): string {
  const quoted = icmp?.quoted ?? null;
  if (icmp === null || quoted === null || quoted.destinationPort === null) {
    return icmp?.text ?? '';
  }
  if (icmp.text === 'destination unreachable: port unreachable') {
    const protocol = ipProtocolName(quoted.ipProtocol).toLowerCase();
    return `${quoted.destination} ${protocol} port ${quoted.destinationPort} unreachable`;
  }
  return `${icmp.text}, about ${endText(quoted.source, quoted.sourcePort)} > ${endText(quoted.destination, quoted.destinationPort)}`;
}
