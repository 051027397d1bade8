import type { DecodeError } from './decode-error';

/** Transport protocols that are decoded, as numbers for columns; 0: none. */
export const TRANSPORT = { none: 0, tcp: 1, udp: 2, icmp: 3, icmpv6: 4 } as const;

/**
 * What the scan of one frame finds: the facts that flows and listings need, in fields that are written again for each
 * frame. They always equal what decodePacket() says of the same frame.
 */
export class PacketFacts {
  /** Version of the innermost IP header that no ICMP error quotes; 0: none. */
  ipVersion: 0 | 4 | 6 = 0;
  /** Its source address as four big-endian words; an IPv4 address is the first, the others are 0. */
  source0 = 0;
  source1 = 0;
  source2 = 0;
  source3 = 0;
  destination0 = 0;
  destination1 = 0;
  destination2 = 0;
  destination3 = 0;
  /** IPv4 identification; -1: no IPv4. Tells a packet that was captured twice from one that was sent twice. */
  identification = -1;
  /** -1: none. */
  ipProtocol = -1;
  /** A value of TRANSPORT. */
  transport = 0;
  /** -1: none. */
  sourcePort = -1;
  destinationPort = -1;
  /** TCP: the 12 flag bits. */
  flags = 0;
  sequence = 0;
  acknowledgment = 0;
  windowBytes = 0;
  /** TCP and UDP checksum as on the wire. */
  checksum = 0;
  /** Bytes after the transport header as the sender wrote them, captured or not; -1: no transport header. */
  payloadBytes = -1;
  /** What stopped decoding. */
  problem: DecodeError | null = null;

  /** An ICMP error's quoted header: IP version, 0 where there is none. */
  quotedVersion: 0 | 4 | 6 = 0;
  quotedSource0 = 0;
  quotedSource1 = 0;
  quotedSource2 = 0;
  quotedSource3 = 0;
  quotedDestination0 = 0;
  quotedDestination1 = 0;
  quotedDestination2 = 0;
  quotedDestination3 = 0;
  quotedProtocol = -1;
  /** -1: none. */
  quotedSourcePort = -1;
  quotedDestinationPort = -1;
}
