/**
 * Byte offsets in a connection's row; every number is little-endian, but addresses and ports are as in packets. Plain packets in IPv4
 * take no more than the first 128 bytes, two lines of a cache.
 *
 *       0  what tells it; its newest packet
 *      32  the two streams, see STREAM
 *     160  the rest of IPv6 addresses
 *     192  its control packets and its first one, see MARK
 *     304  what is seldom counted
 */
export const ROW = {
  clientAddress0: 0,
  serverAddress0: 4,
  /** Client's first. */
  ports: 8,
  /** Bits of STATE. */
  state: 12,
  lastPacket: 16,
  client: 32,
  server: 40,
  clientAddress1: 160,
  clientAddress2: 164,
  clientAddress3: 168,
  serverAddress1: 172,
  serverAddress2: 176,
  serverAddress3: 180,
  syn: 192,
  synAck: 208,
  ack: 224,
  clientFin: 240,
  serverFin: 256,
  reset: 272,
  firstPacket: 288,
  copies: 304,
  synRetransmissions: 308,
  synAckRetransmissions: 312,
} as const;

/** 96 of them for the control packets. */
export const ROW_BYTES = 320;

/** Byte offsets in the state of one direction's stream. What the other direction has stands in between. */
export const STREAM = {
  /** Raw sequence number of byte 0. */
  base: 0,
  /** Bits of STREAM_FLAG. */
  flags: 4,
  /** Without copies. */
  packets: 16,
  datagrams: 20,
  /** Offset after the furthest byte sent. */
  furthest: 32,
  acknowledged: 48,
  payloadBytes: 64,
  /** The bytes that were seen, while they are one interval. */
  seenTo: 80,
  seenFrom: 96,
  finOffset: 112,
} as const;

/** Byte offsets in the mark of one packet. */
export const MARK = {
  seconds: 0,
  nanoseconds: 8,
  /** Number of the packet; 0: there is none. */
  packet: 12,
} as const;

/** What is known of a stream, and what was sent in it. */
export const STREAM_FLAG = {
  hasBase: 0x01,
  hasIsn: 0x02,
  hasSentSyn: 0x04,
  hasSentSynAck: 0x08,
  hasFin: 0x10,
  hasAcknowledged: 0x20,
  hasSeen: 0x40,
  /** The bytes that were seen have gaps. */
  hasGaps: 0x80,
} as const;

/** What is known of a connection, in bits of its state. */
export const STATE = {
  udp: 0x01,
  ipv6: 0x02,
  selfConnected: 0x04,
  isRefused: 0x08,
  isAnswered: 0x10,
  isClientFinAcknowledged: 0x20,
  isServerFinAcknowledged: 0x40,
  isCutShort: 0x80,
  isResetByClient: 0x100,
  /** There is a SYN-ACK, and no ACK of the client that covers it. */
  awaitsAck: 0x200,
  /** Between such addresses a packet may be seen twice, see CopyFinder. */
  mayBeCopied: 0x400,
  /** Index into CLIENT_KNOWN_BY, three bits. */
  clientKnownByShift: 11,
  /** Index into CLOSE_KINDS, three bits. */
  closeKindShift: 14,
} as const;
