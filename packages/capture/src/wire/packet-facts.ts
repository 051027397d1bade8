import type { DecodeError } from './decode-error';

/** Transport protocols that are decoded, as numbers for columns; 0: none. */
export const TRANSPORT = { none: 0, tcp: 1, udp: 2, icmp: 3, icmpv6: 4 } as const;

/**
 * What the scan of one frame finds: the facts that flows and listings need, in fields that are written again for each
 * frame. decodePacket() is made of them.
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
  /** A value of TRANSPORT: whose header is there as a whole, but for TCP options that the capture cut. */
  transport = 0;
  /**
   * Where the innermost transport header begins in the view, whose fixed part is there even where `transport` is none, as
   * with a TCP header longer than its packet; -1: none.
   */
  transportOffset = -1;
  /** Ports of TCP, UDP and SCTP, also where the capture cut the header after them; -1: none. */
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

  /** Forgets the frame before. */
  clear(): void {
    this.problem = null;
    this.clearHeaders();
  }

  /** Forgets what a TCP segment right in IP does not write anew: all but addresses, and the fields of its header. */
  clearForSegment(): void {
    this.problem = null;
    if (this.quotedVersion !== 0) {
      this.clearQuote();
    }
    if (this.ipVersion === 6) {
      this.source1 = this.source2 = this.source3 = 0;
      this.destination1 = this.destination2 = this.destination3 = 0;
    }
  }

  /** Forgets IP and what is above it: a header further in replaces what one further out said. */
  clearHeaders(): void {
    if (this.ipVersion !== 0) {
      this.clearNetwork();
      this.clearTransport();
    }
  }

  private clearNetwork(): void {
    if (this.ipVersion === 6) {
      this.source1 = this.source2 = this.source3 = 0;
      this.destination1 = this.destination2 = this.destination3 = 0;
    }
    this.ipVersion = 0;
    this.source0 = this.destination0 = 0;
    this.identification = -1;
    this.ipProtocol = -1;
  }

  private clearTransport(): void {
    if (this.transportOffset >= 0) {
      this.flags = this.sequence = this.acknowledgment = this.windowBytes = 0;
    }
    this.transport = TRANSPORT.none;
    this.transportOffset = -1;
    this.sourcePort = this.destinationPort = -1;
    this.checksum = 0;
    this.payloadBytes = -1;
    if (this.quotedVersion !== 0) {
      this.clearQuote();
    }
  }

  private clearQuote(): void {
    this.quotedVersion = 0;
    this.quotedSource0 = this.quotedSource1 = this.quotedSource2 = this.quotedSource3 = 0;
    this.quotedDestination0 = this.quotedDestination1 = this.quotedDestination2 = this.quotedDestination3 = 0;
    this.quotedProtocol = -1;
    this.quotedSourcePort = this.quotedDestinationPort = -1;
  }
}
