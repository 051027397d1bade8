import { ipProtocolName } from '../wire/ip-protocol';
import type { IcmpFields, Packet, QuotedHeader } from '../wire/packet';
import { endText } from './end-text';

/** Gives an ICMP or ICMPv6 message, and of an error what it is about, as tcpdump does where it names an end. */
export function icmpText({ protocol, icmp }: Pick<Packet, 'protocol' | 'icmp'>): string {
  if (icmp === null) {
    return '';
  }
  return protocol === 'icmpv6' ? `ICMP6, ${icmpv6Message(icmp)}` : `ICMP ${icmpMessage(icmp)}`;
}

function icmpMessage({ text, quoted }: IcmpFields): string {
  if (quoted === null) {
    return text;
  }
  switch (text) {
    case 'destination unreachable: net unreachable':
      return `net ${quoted.destination} unreachable`;
    case 'destination unreachable: host unreachable':
      return `host ${quoted.destination} unreachable`;
    case 'destination unreachable: protocol unreachable':
      return `${quoted.destination} protocol ${quoted.ipProtocol} unreachable`;
    case 'destination unreachable: port unreachable':
      return quoted.destinationPort === null ? aboutText(text, quoted) : `${portText(quoted)} unreachable`;
    default:
      return aboutText(text, quoted);
  }
}

function icmpv6Message({ text, quoted }: IcmpFields): string {
  if (quoted === null) {
    return text;
  }
  return text === 'destination unreachable: port unreachable' && quoted.destinationPort !== null
    ? `destination unreachable, unreachable port, ${portText(quoted)}`
    : aboutText(text, quoted);
}

function portText({ destination, ipProtocol, destinationPort }: QuotedHeader): string {
  return `${destination} ${ipProtocolName(ipProtocol).toLowerCase()} port ${destinationPort}`;
}

function aboutText(text: string, { source, sourcePort, destination, destinationPort }: QuotedHeader): string {
  return `${text}, about ${endText(source, sourcePort)} > ${endText(destination, destinationPort)}`;
}
