// Runs for each of millions of packets, in a quarter of the time of a scan and the full way through FlowTable. So it is one way from the
// frame's bytes to the connection's row, without an object for what it reads, and its functions are longer than elsewhere.
import { ETHER_TYPE } from '../wire/ether-type';
import { ETHERNET_HEADER_BYTES, ETHERNET_TYPE_OFFSET } from '../wire/ethernet';
import { IP_PROTOCOL } from '../wire/ip-protocol';
import { FRAGMENT_OFFSET_MASK, IPV4_OFFSET } from '../wire/ipv4';
import { IPV6_HEADER_BYTES, IPV6_OFFSET } from '../wire/ipv6';
import { LINK_TYPE } from '../wire/link-type';
import { MIN_TCP_HEADER_BYTES, TCP_OFFSET } from '../wire/tcp';
import { TCP_FLAG } from '../wire/tcp-flags';
import { UDP_HEADER_BYTES, UDP_OFFSET } from '../wire/udp';
import { announcesTunnel } from '../wire/udp-tunnel';
import type { RecordBatch } from '../savefile/record-batch';
import type { ConnectionRows } from './connection-rows';
import type { NewestFlows } from './newest-flows';
import { MARK, ROW, STATE, STREAM, STREAM_FLAG } from './row-layout';

// V8 makes literals of a module's own constants, but reads the properties of what it imports again and again.
const { syn: TCP_FLAG_SYN, fin: TCP_FLAG_FIN, rst: TCP_FLAG_RST, ack: TCP_FLAG_ACK } = TCP_FLAG;
const { udp: STATE_UDP, ipv6: STATE_IPV6, awaitsAck: STATE_AWAITS_ACK, isAnswered: STATE_IS_ANSWERED } = STATE;
const { ethernet: LINK_TYPE_ETHERNET, raw: LINK_TYPE_RAW } = LINK_TYPE;
const { ipv4: ETHER_TYPE_IPV4, ipv6: ETHER_TYPE_IPV6 } = ETHER_TYPE;
const { udp: PROTOCOL_UDP, tcp: PROTOCOL_TCP } = IP_PROTOCOL;
const {
  protocol: IPV4_PROTOCOL,
  totalLength: IPV4_TOTAL_LENGTH,
  flagsAndFragmentOffset: IPV4_FLAGS_AND_FRAGMENT_OFFSET,
  source: IPV4_SOURCE,
  destination: IPV4_DESTINATION,
} = IPV4_OFFSET;
const {
  nextHeader: IPV6_NEXT_HEADER,
  payloadLength: IPV6_PAYLOAD_LENGTH,
  source: IPV6_SOURCE,
  destination: IPV6_DESTINATION,
} = IPV6_OFFSET;
const {
  dataOffsetAndFlags: TCP_DATA_OFFSET_AND_FLAGS,
  acknowledgment: TCP_ACKNOWLEDGMENT,
  sequence: TCP_SEQUENCE,
} = TCP_OFFSET;
const { length: UDP_LENGTH } = UDP_OFFSET;
const {
  hasBase: FLAG_HAS_BASE,
  hasAcknowledged: FLAG_HAS_ACKNOWLEDGED,
  hasFin: FLAG_HAS_FIN,
  hasSeen: FLAG_HAS_SEEN,
  hasGaps: FLAG_HAS_GAPS,
} = STREAM_FLAG;

// Columns in words of 32 bits; two of them are a number of 64.
const AT_STATE = ROW.state / 4;
const AT_PORTS = ROW.ports / 4;
const AT_CLIENT = ROW.client / 4;
const AT_SERVER = ROW.server / 4;
const AT_LAST_PACKET = ROW.lastPacket / 4;
const AT_CLIENT_ADDRESS0 = ROW.clientAddress0 / 4;
const AT_CLIENT_ADDRESS1 = ROW.clientAddress1 / 4;
const AT_CLIENT_ADDRESS2 = ROW.clientAddress2 / 4;
const AT_CLIENT_ADDRESS3 = ROW.clientAddress3 / 4;
const AT_SERVER_ADDRESS0 = ROW.serverAddress0 / 4;
const AT_SERVER_ADDRESS1 = ROW.serverAddress1 / 4;
const AT_SERVER_ADDRESS2 = ROW.serverAddress2 / 4;
const AT_SERVER_ADDRESS3 = ROW.serverAddress3 / 4;
const IN_STREAM_BASE = STREAM.base / 4;
const IN_STREAM_FLAGS = STREAM.flags / 4;
const IN_STREAM_FURTHEST = STREAM.furthest / 4;
const IN_STREAM_SEEN_TO = STREAM.seenTo / 4;
const IN_STREAM_PAYLOAD_BYTES = STREAM.payloadBytes / 4;
const IN_STREAM_ACKNOWLEDGED = STREAM.acknowledged / 4;
const IN_STREAM_FIN_OFFSET = STREAM.finOffset / 4;
const IN_STREAM_PACKETS = STREAM.packets / 4;
const IN_STREAM_DATAGRAMS = STREAM.datagrams / 4;
const IN_MARK_SECONDS = MARK.seconds / 4;
const IN_MARK_NANOSECONDS = MARK.nanoseconds / 4;
const IN_MARK_PACKET = MARK.packet / 4;

/** How many packets prepare() takes at once: what they need stays in the nearest cache until it is used. */
export const PREPARED_PACKETS = 64;

const VERSION_4_WITHOUT_OPTIONS = 0x45;
const IPV4_HEADER = 20;
const IPV6_HEADER = IPV6_HEADER_BYTES;
const ETHERNET_HEADER = ETHERNET_HEADER_BYTES;
const ETHERNET_TYPE = ETHERNET_TYPE_OFFSET;
const UDP_HEADER = UDP_HEADER_BYTES;
const TCP_HEADER = MIN_TCP_HEADER_BYTES;
const FRAGMENT_OFFSET = FRAGMENT_OFFSET_MASK;
/** Bytes of a frame on the wire below which lengths are reckoned in 31 bits. */
const MOST_WIRE_BYTES = 2 ** 28;
const CONTROL = TCP_FLAG_SYN | TCP_FLAG_FIN | TCP_FLAG_RST | TCP_FLAG_ACK;
/** Bits of a row's state with which any packet may mean more than it says. */
const UNUSUAL = STATE.selfConnected | STATE.mayBeCopied;
const KIND = STATE_UDP | STATE_IPV6;
/** Rows are little-endian; elsewhere every packet goes the full way. */
const IS_LITTLE_ENDIAN = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;
const ACKNOWLEDGED = FLAG_HAS_BASE | FLAG_HAS_ACKNOWLEDGED;
const BEGUN = FLAG_HAS_BASE | FLAG_HAS_SEEN;
const NONE = -1;

/**
 * Counts the commonest packets of all in their connections: those of a connection that is known, right in IPv4 without options or in
 * IPv6, on Ethernet or raw, which are a datagram, or a segment with ACK that changes nothing but numbers: no SYN, FIN or RST, nothing
 * that was seen before or comes too early, no first answer. Every other packet is left as it is, for the full way through FlowTable,
 * and rows are the same as if all had gone that way.
 *
 * Most of the time of a simple loop would go into waiting for rows that are in no cache. So prepare() looks for those of some packets,
 * none of which waits for another, before add() needs them.
 */
export class PlainPackets {
  private readonly rows: ConnectionRows;
  private readonly newest: NewestFlows;
  // Of each prepared packet: where its IP header is, what NewestFlows tells it by, and what was found; a kind below 0: it is not plain.
  private readonly ipOffsets = new Int32Array(PREPARED_PACKETS);
  private readonly kinds = new Int32Array(PREPARED_PACKETS);
  private readonly hashes = new Int32Array(PREPARED_PACKETS);
  /** Twice the connection's index, and 1 if its server sent the packet; below 0: none. */
  private readonly found = new Int32Array(PREPARED_PACKETS);
  /** How many times `newest` had changed when `found` was. */
  private foundAt = 0;

  constructor(rows: ConnectionRows, newest: NewestFlows) {
    this.rows = rows;
    this.newest = newest;
  }

  /** Looks at a batch's records from `from` on, before add() takes them: PREPARED_PACKETS, or as many as there are. */
  prepare(batch: RecordBatch, from: number): void {
    const { ipOffsets, kinds, hashes, found, newest } = this;
    const { view, frameStart, capturedBytes, wireBytes, linkType } = batch;
    const count = Math.min(PREPARED_PACKETS, batch.count - from);
    for (let each = 0; each < count; each++) {
      const start = frameStart[from + each] ?? 0;
      const isEthernet = linkType[from + each] === LINK_TYPE_ETHERNET;
      const ip = isEthernet ? start + ETHERNET_HEADER : start;
      const haveBytes = (capturedBytes[from + each] ?? 0) - (ip - start);
      kinds[each] = -1;
      ipOffsets[each] = ip;
      if (
        haveBytes < IPV4_HEADER + UDP_HEADER ||
        (wireBytes[from + each] ?? 0) > MOST_WIRE_BYTES ||
        !(isEthernet || linkType[from + each] === LINK_TYPE_RAW) ||
        !IS_LITTLE_ENDIAN
      ) {
        continue;
      }
      const etherType = isEthernet ? view.getUint16(start + ETHERNET_TYPE) : 0;
      const first = view.getUint8(ip);
      if (first === VERSION_4_WITHOUT_OPTIONS && (etherType === ETHER_TYPE_IPV4 || !isEthernet)) {
        if ((view.getUint16(ip + IPV4_FLAGS_AND_FRAGMENT_OFFSET) & FRAGMENT_OFFSET) === 0) {
          const ports = view.getInt32(ip + IPV4_HEADER);
          const source = view.getInt32(ip + IPV4_SOURCE);
          const destination = view.getInt32(ip + IPV4_DESTINATION);
          const kind = kindOf(view.getUint8(ip + IPV4_PROTOCOL), 0, ports);
          kinds[each] = kind;
          hashes[each] = newest.hashOfIpv4(source, ports >>> 16, destination, ports & 0xffff, kind);
        }
      } else if (first >>> 4 === 6 && (etherType === ETHER_TYPE_IPV6 || !isEthernet)) {
        if (haveBytes >= IPV6_HEADER + UDP_HEADER) {
          const ports = view.getInt32(ip + IPV6_HEADER);
          const kind = kindOf(view.getUint8(ip + IPV6_NEXT_HEADER), STATE_IPV6, ports);
          const [source, destination] = [ip + IPV6_SOURCE, ip + IPV6_DESTINATION];
          kinds[each] = kind;
          hashes[each] = newest.hashOfIpv6(view, source, ports >>> 16, destination, ports & 0xffff, kind);
        }
      }
    }
    for (let each = 0; each < count; each++) {
      found[each] = this.find(view, each);
    }
    this.foundAt = newest.changes;
  }

  /**
   * Takes a batch's records from `from` on, as many as are prepared and plain, and gives how many those are: the next one, if it is
   * prepared, has to go the full way.
   *
   * @param each The place of the first among the prepared ones.
   * @param number The packet number of the first, from 1.
   * @param connections Is written to: the index of each record's connection.
   */
  add(batch: RecordBatch, each: number, from: number, number: number, connections: Int32Array): number {
    const { rows, newest, found, kinds, ipOffsets } = this;
    const { view, frameStart, capturedBytes, wireBytes, seconds, nanoseconds } = batch;
    const count = Math.min(PREPARED_PACKETS - each, batch.count - from);
    if (this.foundAt !== newest.changes) {
      this.findAgain(view, each, each + count);
    }
    for (let done = 0; done < count; done++) {
      const flow = found[each + done] ?? -1;
      if (flow < 0) {
        return done;
      }
      const index = from + done;
      const kind = kinds[each + done] ?? 0;
      const ip = ipOffsets[each + done] ?? 0;
      const start = frameStart[index] ?? 0;
      const captured = capturedBytes[index] ?? 0;
      const wire = wireBytes[index] ?? 0;
      const isIpv6 = (kind & STATE_IPV6) !== 0;
      const header = isIpv6 ? ip + IPV6_HEADER : ip + IPV4_HEADER;
      const ipEnd = isIpv6
        ? header + view.getUint16(ip + IPV6_PAYLOAD_LENGTH)
        : ip + view.getUint16(ip + IPV4_TOTAL_LENGTH);
      const frameEnd = start + captured;
      const frameWireEnd = wire > captured ? start + wire : frameEnd;
      const end = frameEnd < ipEnd ? frameEnd : ipEnd;
      const wireEnd = frameWireEnd < ipEnd ? frameWireEnd : ipEnd;
      const connection = flow >> 1;
      const words = rows.wordsOf(connection);
      const floats = rows.floatsOf(connection);
      const at = rows.wordOffsetOf(connection);
      const own = at + ((flow & 1) === 0 ? AT_CLIENT : AT_SERVER);
      const isAdded =
        (kind & STATE_UDP) === 0
          ? addSegment(view, header, end, wireEnd, words, floats, at, own)
          : addDatagram(view, header, end, words, floats, at, own);
      if (!isAdded) {
        return done;
      }
      words[own + IN_STREAM_PACKETS] = (words[own + IN_STREAM_PACKETS] ?? 0) + 1;
      floats[(at + AT_LAST_PACKET + IN_MARK_SECONDS) >> 1] = seconds[index] ?? NaN;
      words[at + AT_LAST_PACKET + IN_MARK_NANOSECONDS] = nanoseconds[index] ?? 0;
      words[at + AT_LAST_PACKET + IN_MARK_PACKET] = number + done;
      connections[index] = connection;
    }
    return count;
  }

  /** Finds again what may be another connection since one was opened: what has the same hash. */
  private findAgain(view: DataView, from: number, to: number): void {
    const { newest, hashes, found } = this;
    const isOne = newest.changes === this.foundAt + 1;
    for (let each = from; each < to; each++) {
      if (!isOne || hashes[each] === newest.changedHash) {
        found[each] = this.find(view, each);
      }
    }
    this.foundAt = newest.changes;
  }

  /** Finds the connection of a prepared packet, as NewestFlows.find() does, and gives what `found` has. */
  private find(view: DataView, each: number): number {
    const { newest, rows } = this;
    const { slots } = newest;
    const kind = this.kinds[each] ?? -1;
    const hash = this.hashes[each] ?? 0;
    const ip = this.ipOffsets[each] ?? 0;
    if (kind < 0) {
      return NONE;
    }
    const isIpv6 = (kind & STATE_IPV6) !== 0;
    // Not among the arguments: V8 calls for each DataView access whose arguments are chosen, instead of reading right there.
    const sourceOffset = isIpv6 ? ip + IPV6_SOURCE : ip + IPV4_SOURCE;
    const destinationOffset = isIpv6 ? ip + IPV6_DESTINATION : ip + IPV4_DESTINATION;
    const header = isIpv6 ? ip + IPV6_HEADER : ip + IPV4_HEADER;
    const source = view.getInt32(sourceOffset);
    const destination = view.getInt32(destinationOffset);
    const ports = view.getInt32(header);
    const back = (ports << 16) | (ports >>> 16);
    const mask = slots.length / 2 - 1;
    let place = newest.placeOf(hash) & mask;
    for (let index = (slots[2 * place + 1] ?? 0) - 1; index >= 0; index = (slots[2 * place + 1] ?? 0) - 1) {
      if (slots[2 * place] === hash) {
        const words = rows.wordsOf(index);
        const at = rows.wordOffsetOf(index);
        const client = words[at + AT_CLIENT_ADDRESS0];
        const server = words[at + AT_SERVER_ADDRESS0];
        const found = words[at + AT_PORTS];
        if (((words[at + AT_STATE] ?? 0) & KIND) === kind) {
          const isClient = found === ports && client === source && server === destination;
          if (isClient && (!isIpv6 || isRestOf(words, at, view, sourceOffset, destinationOffset))) {
            return 2 * index;
          }
          const isServer = found === back && client === destination && server === source;
          if (isServer && (!isIpv6 || isRestOf(words, at, view, destinationOffset, sourceOffset))) {
            return 2 * index + 1;
          }
        }
      }
      place = (place + 1) & mask;
    }
    return NONE;
  }
}

/** Checks first and writes then: what FlowTable does, where it does no more than this. */
function addSegment(
  view: DataView,
  tcp: number,
  end: number,
  wireEnd: number,
  words: Int32Array,
  floats: Float64Array,
  at: number,
  own: number,
): boolean {
  if (tcp + TCP_HEADER > end) {
    return false;
  }
  const dataOffsetAndFlags = view.getUint16(tcp + TCP_DATA_OFFSET_AND_FLAGS);
  const headerEnd = tcp + (dataOffsetAndFlags >>> 12) * 4;
  if ((dataOffsetAndFlags & CONTROL) !== TCP_FLAG_ACK || headerEnd < tcp + TCP_HEADER || headerEnd > end) {
    return false;
  }
  const isFromClient = own === at + AT_CLIENT;
  const state = words[at + AT_STATE] ?? 0;
  const isFirstAnswer = isFromClient ? (state & STATE_AWAITS_ACK) !== 0 : (state & STATE_IS_ANSWERED) === 0;
  if (isFirstAnswer || (state & UNUSUAL) !== 0) {
    return false;
  }

  const other = at + (isFromClient ? AT_SERVER : AT_CLIENT);
  const otherFlags = words[other + IN_STREAM_FLAGS] ?? 0;
  const otherFurthest = floats[(other + IN_STREAM_FURTHEST) >> 1] ?? 0;
  const otherSequence = ((words[other + IN_STREAM_BASE] ?? 0) + otherFurthest) | 0;
  const acknowledged = otherFurthest + ((view.getInt32(tcp + TCP_ACKNOWLEDGMENT) - otherSequence) | 0);
  if (
    (otherFlags & ACKNOWLEDGED) !== ACKNOWLEDGED ||
    ((otherFlags & FLAG_HAS_FIN) !== 0 && acknowledged > (floats[(other + IN_STREAM_FIN_OFFSET) >> 1] ?? 0))
  ) {
    return false;
  }

  const ownFlags = words[own + IN_STREAM_FLAGS] ?? 0;
  const payloadBytes = wireEnd - headerEnd;
  if (payloadBytes > 0) {
    const seenTo = floats[(own + IN_STREAM_SEEN_TO) >> 1] ?? 0;
    const next = ((words[own + IN_STREAM_BASE] ?? 0) + seenTo) | 0;
    if (
      (ownFlags & (BEGUN | FLAG_HAS_GAPS)) !== BEGUN ||
      view.getInt32(tcp + TCP_SEQUENCE) !== next ||
      seenTo !== floats[(own + IN_STREAM_FURTHEST) >> 1]
    ) {
      return false;
    }
    floats[(own + IN_STREAM_SEEN_TO) >> 1] = seenTo + payloadBytes;
    floats[(own + IN_STREAM_FURTHEST) >> 1] = seenTo + payloadBytes;
    floats[(own + IN_STREAM_PAYLOAD_BYTES) >> 1] = (floats[(own + IN_STREAM_PAYLOAD_BYTES) >> 1] ?? 0) + payloadBytes;
  } else if ((ownFlags & FLAG_HAS_BASE) === 0) {
    return false;
  }
  if (acknowledged > (floats[(other + IN_STREAM_ACKNOWLEDGED) >> 1] ?? 0)) {
    floats[(other + IN_STREAM_ACKNOWLEDGED) >> 1] = acknowledged;
  }
  return true;
}

function addDatagram(
  view: DataView,
  udp: number,
  end: number,
  words: Int32Array,
  floats: Float64Array,
  at: number,
  own: number,
): boolean {
  if (udp + UDP_HEADER > end || ((words[at + AT_STATE] ?? 0) & UNUSUAL) !== 0) {
    return false;
  }
  const payloadBytes = view.getUint16(udp + UDP_LENGTH) - UDP_HEADER;
  if (payloadBytes < 0) {
    return false;
  }
  floats[(own + IN_STREAM_PAYLOAD_BYTES) >> 1] = (floats[(own + IN_STREAM_PAYLOAD_BYTES) >> 1] ?? 0) + payloadBytes;
  words[own + IN_STREAM_DATAGRAMS] = (words[own + IN_STREAM_DATAGRAMS] ?? 0) + 1;
  return true;
}

/** The bits of STATE that tell protocol and IP version; -1: neither TCP nor UDP, or what may be a tunnel. */
function kindOf(protocol: number, ipVersion: number, ports: number): number {
  if (protocol === PROTOCOL_TCP) {
    return ipVersion;
  }
  return protocol === PROTOCOL_UDP && !announcesTunnel(ports >>> 16, ports & 0xffff) ? STATE_UDP | ipVersion : -1;
}

/** Tells whether a row's client and server have the IPv6 addresses at two places of the frame, but for their first words. */
function isRestOf(words: Int32Array, at: number, view: DataView, client: number, server: number): boolean {
  return (
    words[at + AT_CLIENT_ADDRESS1] === view.getInt32(client + 4) &&
    words[at + AT_CLIENT_ADDRESS2] === view.getInt32(client + 8) &&
    words[at + AT_CLIENT_ADDRESS3] === view.getInt32(client + 12) &&
    words[at + AT_SERVER_ADDRESS1] === view.getInt32(server + 4) &&
    words[at + AT_SERVER_ADDRESS2] === view.getInt32(server + 8) &&
    words[at + AT_SERVER_ADDRESS3] === view.getInt32(server + 12)
  );
}
