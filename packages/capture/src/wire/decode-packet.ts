import { ipv4TextOf, ipv6TextOf } from './address-text';
import type { DecodeError } from './decode-error';
import { icmpMessage } from './icmp';
import { IP_PROTOCOL } from './ip-protocol';
import type { IcmpFields, Packet, QuotedHeader } from './packet';
import { PacketFacts, TRANSPORT } from './packet-facts';
import { scanPacket } from './scan-packet';
import { tcpFields } from './tcp';

/** What a capture says about a frame beside its bytes. */
export type FrameFacts = Pick<Packet, 'number' | 'timestampNs' | 'wireBytes' | 'frameOffset' | 'linkType'>;

const facts = new PacketFacts();

/**
 * Gives what a frame says. Never throws, whatever the bytes: `problem` names what stopped it, and the layers before
 * that are kept.
 */
export function decodePacket(frame: Uint8Array, about: FrameFacts): Packet {
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  scanPacket(view, 0, frame.byteLength, about.wireBytes, about.linkType, facts);
  return packetOfFacts(facts, view, about);
}

/** Gives what the scan of a frame, the one that `view` begins and ends with, found. */
export function packetOfFacts(facts: PacketFacts, view: DataView, about: FrameFacts): Packet {
  const { transport, transportOffset } = facts;
  return {
    number: about.number,
    timestampNs: about.timestampNs,
    wireBytes: about.wireBytes,
    capturedBytes: view.byteLength,
    frameOffset: about.frameOffset,
    linkType: about.linkType,
    source: sourceText(facts),
    destination: destinationText(facts),
    ipProtocol: unlessNone(facts.ipProtocol),
    protocol: protocolName(facts),
    sourcePort: unlessNone(facts.sourcePort),
    destinationPort: unlessNone(facts.destinationPort),
    tcp: isTcpHeaderThere(facts) ? tcpFields(view, transportOffset, view.byteLength) : null,
    icmp:
      transport === TRANSPORT.icmp || transport === TRANSPORT.icmpv6 ? icmpFields(facts, view, transportOffset) : null,
    payloadBytes: unlessNone(facts.payloadBytes),
    problem: facts.problem,
  };
}

function unlessNone(value: number): number | null {
  return value < 0 ? null : value;
}

export function sourceText(facts: PacketFacts): string | null {
  switch (facts.ipVersion) {
    case 0:
      return null;
    case 4:
      return ipv4TextOf(facts.source0);
    case 6:
      return ipv6TextOf(facts.source0, facts.source1, facts.source2, facts.source3);
  }
}

export function destinationText(facts: PacketFacts): string | null {
  switch (facts.ipVersion) {
    case 0:
      return null;
    case 4:
      return ipv4TextOf(facts.destination0);
    case 6:
      return ipv6TextOf(facts.destination0, facts.destination1, facts.destination2, facts.destination3);
  }
}

/** Ports stand also where the capture cut the header after them, and so does the protocol; ICMP has no ports to tell by. */
export function protocolName(facts: PacketFacts): Packet['protocol'] {
  switch (facts.transport) {
    case TRANSPORT.tcp:
      return 'tcp';
    case TRANSPORT.udp:
      return 'udp';
    case TRANSPORT.icmp:
      return 'icmp';
    case TRANSPORT.icmpv6:
      return 'icmpv6';
    default:
      return facts.sourcePort < 0 ? cutIcmpName(facts.problem) : protocolWithPorts(facts.ipProtocol);
  }
}

function cutIcmpName(problem: DecodeError | null): 'icmp' | 'icmpv6' | null {
  const layer = problem?.kind === 'truncated' ? problem.layer : null;
  return layer === 'icmp' || layer === 'icmpv6' ? layer : null;
}

function protocolWithPorts(ipProtocol: number): 'tcp' | 'udp' | null {
  return ipProtocol === IP_PROTOCOL.tcp ? 'tcp' : ipProtocol === IP_PROTOCOL.udp ? 'udp' : null;
}

export function isTcpHeaderThere(facts: PacketFacts): boolean {
  return facts.transportOffset >= 0 && facts.ipProtocol === IP_PROTOCOL.tcp;
}

function icmpFields(facts: PacketFacts, view: DataView, offset: number): IcmpFields {
  return { ...icmpMessage(view, offset, facts.transport === TRANSPORT.icmp ? 4 : 6), quoted: quotedHeader(facts) };
}

function quotedHeader(facts: PacketFacts): QuotedHeader | null {
  if (facts.quotedVersion === 0) {
    return null;
  }
  const { quotedSource0, quotedSource1, quotedSource2, quotedSource3 } = facts;
  const { quotedDestination0, quotedDestination1, quotedDestination2, quotedDestination3 } = facts;
  const isIpv4 = facts.quotedVersion === 4;
  return {
    source: isIpv4 ? ipv4TextOf(quotedSource0) : ipv6TextOf(quotedSource0, quotedSource1, quotedSource2, quotedSource3),
    destination: isIpv4
      ? ipv4TextOf(quotedDestination0)
      : ipv6TextOf(quotedDestination0, quotedDestination1, quotedDestination2, quotedDestination3),
    ipProtocol: facts.quotedProtocol,
    sourcePort: unlessNone(facts.quotedSourcePort),
    destinationPort: unlessNone(facts.quotedDestinationPort),
  };
}
