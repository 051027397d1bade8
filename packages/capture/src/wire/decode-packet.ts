import type { Header } from './dissect';
import { dissect } from './dissect';
import type { IcmpHeader } from './icmp';
import type { IcmpFields, Packet, TcpFields } from './packet';
import { flagText } from './tcp-flags';
import type { TcpHeader } from './tcp';

/** What a capture says about a frame beside its bytes. */
export type FrameFacts = Pick<Packet, 'number' | 'timestampNs' | 'wireBytes' | 'frameOffset' | 'linkType'>;

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/**
 * Gives what a frame says. Never throws, whatever the bytes: `problem` names what stopped it, and the layers before
 * that are kept.
 */
export function decodePacket(frame: Uint8Array, facts: FrameFacts): Packet {
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  const { headers, problem } = dissect(view, facts.linkType, facts.wireBytes);
  const packet: Mutable<Packet> = {
    number: facts.number,
    timestampNs: facts.timestampNs,
    wireBytes: facts.wireBytes,
    capturedBytes: frame.byteLength,
    frameOffset: facts.frameOffset,
    linkType: facts.linkType,
    source: null,
    destination: null,
    ipProtocol: null,
    protocol: null,
    sourcePort: null,
    destinationPort: null,
    tcp: null,
    icmp: null,
    payloadBytes: null,
    problem,
  };
  for (const header of headers) {
    addHeader(packet, header);
  }
  return packet;
}

/** A header further in replaces what one further out said: addresses are those of the innermost IP header. */
function addHeader(packet: Mutable<Packet>, header: Header): void {
  switch (header.kind) {
    case 'ipv4':
      packet.source = header.source;
      packet.destination = header.destination;
      packet.ipProtocol = header.protocol;
      return;
    case 'ipv6':
      packet.source = header.source;
      packet.destination = header.destination;
      packet.ipProtocol = header.nextHeader;
      return;
    case 'ipv6-extension':
      packet.ipProtocol = header.nextHeader;
      return;
    case 'tcp':
    case 'udp':
      packet.protocol = header.kind;
      packet.sourcePort = header.sourcePort;
      packet.destinationPort = header.destinationPort;
      packet.tcp = header.kind === 'tcp' ? tcpFields(header) : null;
      break;
    case 'icmp':
      packet.protocol = header.version === 4 ? 'icmp' : 'icmpv6';
      packet.icmp = icmpFields(header);
      break;
    default:
      return;
  }
  packet.payloadBytes = header.body.length + header.body.missingBytes;
}

function tcpFields(header: TcpHeader): TcpFields {
  return {
    flags: header.flags,
    flagText: flagText(header.flags),
    sequence: header.sequence,
    acknowledgment: header.acknowledgment,
    windowBytes: header.windowBytes,
    options: header.options,
  };
}

function icmpFields({ type, code, text, quote }: IcmpHeader): IcmpFields {
  return { type, code, text, quoted: quote?.quoted ?? null };
}
