import type { DecodeError } from './decode-error';

/** One TCP option, named as in the IANA registry of TCP option kinds. */
export interface TcpOption {
  readonly kind: number;
  /** `mss`, `window-scale`, `sack-permitted`, `sack`, `timestamps`, `nop`, ...; `unknown` where it has no name here. */
  readonly name: string;
  /** The option's values in text: `65495`, `7`, `val 100 ecr 0`; empty where it carries none. */
  readonly value: string;
}

/** Fields of the TCP header (RFC 9293 §3.1). */
export interface TcpFields {
  /** The 12 bits after the data offset; FIN is 0x001. */
  readonly flags: number;
  /** tcpdump's letters without brackets: `S`, `S.`, `P.`, `F.`, `R`. */
  readonly flagText: string;
  /** Raw, as on the wire. */
  readonly sequence: number;
  /** Raw; what it holds without the ACK flag is kept too. */
  readonly acknowledgment: number;
  /** Raw window field, not scaled. */
  readonly windowBytes: number;
  /** Where urgent data ends, from the sequence number on; absent without the URG flag. */
  readonly urgentPointer?: number;
  readonly options: readonly TcpOption[];
}

/** The header that an ICMP error quotes, so that it can be led back to the datagram that caused it. */
export interface QuotedHeader {
  readonly source: string;
  readonly destination: string;
  readonly ipProtocol: number;
  readonly sourcePort: number | null;
  readonly destinationPort: number | null;
}

/** ICMP or ICMPv6 (RFC 792, RFC 4443). */
export interface IcmpFields {
  readonly type: number;
  readonly code: number;
  /** `destination unreachable: port unreachable`, ... */
  readonly text: string;
  readonly quoted: QuotedHeader | null;
}

/**
 * What one packet of a capture says. Addresses are of the innermost IP header that no ICMP error quotes; null where
 * the packet has no such field or decoding stopped before it.
 */
export interface Packet {
  /** From 1, as in Wireshark. */
  readonly number: number;
  /** Nanoseconds since the Unix epoch; null where the capture gives none. */
  readonly timestampNs: bigint | null;
  readonly wireBytes: number;
  readonly capturedBytes: number;
  /** Byte offset of the frame's first byte in the file or stream. */
  readonly frameOffset: number;
  /** LINKTYPE_ value. */
  readonly linkType: number;
  readonly source: string | null;
  readonly destination: string | null;
  readonly ipProtocol: number | null;
  /** Also where the capture cut the header after its ports; `payloadBytes` is then null. */
  readonly protocol: 'tcp' | 'udp' | 'icmp' | 'icmpv6' | null;
  /** Of TCP and UDP, and of SCTP and UDP-Lite, which have no `protocol`. */
  readonly sourcePort: number | null;
  readonly destinationPort: number | null;
  readonly tcp: TcpFields | null;
  readonly icmp: IcmpFields | null;
  /** Bytes after the transport header as the sender wrote them, captured or not. */
  readonly payloadBytes: number | null;
  readonly problem: DecodeError | null;
}
