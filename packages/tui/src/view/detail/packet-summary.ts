import { endpointText } from '@sockscope/timeline';
import type { TimelinePacket } from '@sockscope/timeline';

/** Gives a packet in one line, in tcpdump's letters and with the numbers as on the wire. */
export function packetSummary({ packet }: TimelinePacket): string {
  const { source, destination, sourcePort, destinationPort, protocol, payloadBytes } = packet;
  const ends =
    source === null || destination === null
      ? ''
      : `${endText(source, sourcePort)} > ${endText(destination, destinationPort)}`;
  const what = packet.tcp ? tcpText(packet.tcp) : (packet.icmp?.text ?? protocol?.toUpperCase() ?? 'not decoded');
  const name = packet.tcp ? 'TCP' : packet.icmp ? 'ICMP' : '';
  const length = payloadBytes === null ? '' : `length ${payloadBytes}`;
  return [`#${packet.number}`, ends, name, what, length].filter((part) => part !== '').join('  ');
}

/** Gives a packet for a list of a call's packets: number, flags, sequence number, payload. */
export function packetBrief({ packet }: TimelinePacket): string {
  const what = packet.tcp
    ? `[${packet.tcp.flagText}] seq ${packet.tcp.sequence}`
    : (packet.icmp?.text ?? packet.protocol ?? 'packet');
  return `#${packet.number} ${what}${packet.payloadBytes ? ` length ${packet.payloadBytes}` : ''}`;
}

type TcpFields = NonNullable<TimelinePacket['packet']['tcp']>;

const ACK = 0x010;

function tcpText({ flagText, flags, sequence, acknowledgment, windowBytes }: TcpFields): string {
  const acknowledged = (flags & ACK) === 0 ? '' : ` ack ${acknowledgment}`;
  return `[${flagText}] seq ${sequence}${acknowledged} win ${windowBytes}`;
}

/** ICMP packets have no ports. */
function endText(address: string, port: number | null): string {
  return port === null ? address : endpointText({ address, port });
}
