// AssemblyScript, for PlainPackets: it runs for each of millions of packets, and in WebAssembly rows, hash table and frames lie in one
// memory whose place is known, as no typed array of JavaScript is. It is one way from the frame's bytes to the connection's row,
// without an object for what it reads, and its functions are longer than elsewhere.
import {
  ETHERNET_HEADER_BYTES,
  ETHERNET_TYPE_OFFSET,
  ETHER_TYPE,
  FRAGMENT_OFFSET_MASK,
  IPV4_OFFSET,
  IPV6_HEADER_BYTES,
  IPV6_OFFSET,
  IP_PROTOCOL,
  LINK,
  MARK,
  MEMORY,
  MIN_TCP_HEADER_BYTES,
  RECENT_BITS,
  RECENT_FACTOR,
  ROW,
  ROW_BYTES,
  STATE,
  STREAM,
  STREAM_FLAG,
  TCP_FLAG,
  TCP_OFFSET,
  UDP_HEADER_BYTES,
  UDP_OFFSET,
} from './constants';
import { load16, load32, mayBeTunnel } from './network';

const VERSION_4_WITHOUT_OPTIONS: u32 = 0x45;
const IPV4_HEADER_BYTES: u32 = 20;
const TABLE_BYTES: u32 = 1024;
const PORT_TABLES: u32 = MEMORY.hashTables + 16 * TABLE_BYTES;
/** Bytes of a frame on the wire below which lengths are reckoned in 31 bits. */
const MOST_WIRE_BYTES: u32 = 1 << 28;
const CONTROL: u32 = TCP_FLAG.syn | TCP_FLAG.fin | TCP_FLAG.rst | TCP_FLAG.ack;
/** Bits of a row's state with which any packet may mean more than it says. */
const UNUSUAL: u32 = STATE.selfConnected | STATE.mayBeCopied;
const KIND: u32 = STATE.udp | STATE.ipv6;
const NOT_PLAIN: u32 = 0xffffffff;
const NONE: u32 = 0xffffffff;

/** By how many bits a product of 32 bits tells a place among those of MEMORY.recent. */
const RECENT_SHIFT: u32 = 32 - RECENT_BITS;

/**
 * Counts the records from `from` on in their connections, as many as are plain, and gives where it stopped: at `end`, or at one that
 * has to go the full way.
 *
 * @param number The packet number of record 0.
 * @param frameColumn Column of where frames are.
 * @param frames What it counts from.
 * @param slots Where the hash table of NewestFlows is.
 * @param mask How many slots it has, less one.
 * @param rows Where row 0 is.
 */
export function addPlainPackets(
  from: u32,
  end: u32,
  number: u32,
  frameColumn: u32,
  frames: u32,
  slots: u32,
  mask: u32,
  rows: u32,
): u32 {
  for (let each = from; each < end; each++) {
    const column: u32 = each << 2;
    const frame: u32 = frames + load<u32>(frameColumn + column);
    const captured = load<u32>(MEMORY.capturedBytes + column);
    const wire = load<u32>(MEMORY.wireBytes + column);
    const linkType = load<u32>(MEMORY.linkType + column);
    const ip: u32 = linkType === LINK.ethernet ? ETHERNET_HEADER_BYTES : 0;
    const kind = kindOf(frame, ip, captured, wire, linkType);
    if (kind === NOT_PLAIN) {
      return each;
    }
    const isIpv6: u32 = u32((kind & STATE.ipv6) !== 0);
    const found = find(frame + ip, isIpv6, kind, slots, mask, rows);
    if (found === NONE) {
      return each;
    }
    const header = ip + chosen(isIpv6, IPV6_HEADER_BYTES, IPV4_HEADER_BYTES);
    const ipEnd =
      load16(frame + ip + chosen(isIpv6, IPV6_OFFSET.payloadLength, IPV4_OFFSET.totalLength)) +
      chosen(isIpv6, header, ip);
    const endOfIp = min(captured, ipEnd);
    const wireEnd = min(max(wire, captured), ipEnd);
    const connection = found >> 1;
    const isFromServer = found & 1;
    const row: u32 = rows + connection * ROW_BYTES;
    const own: u32 = row + chosen(isFromServer, ROW.server, ROW.client);
    const isAdded =
      (kind & STATE.udp) === 0
        ? addSegment(frame, header, endOfIp, wireEnd, row, own, isFromServer, column, number + each)
        : addDatagram(frame, header, endOfIp, row, own);
    if (!isAdded) {
      return each;
    }
    store<u32>(own + STREAM.packets, load<u32>(own + STREAM.packets) + 1);
    mark(row + ROW.lastPacket, column, number + each);
    store<u32>(MEMORY.connection + column, connection);
  }
  return end;
}

/** A connection was opened: it is the newest between its endpoints. */
export function rememberConnection(index: u32, rows: u32): void {
  const row: u32 = rows + index * ROW_BYTES;
  const isIpv6: u32 = u32((load<u32>(row + ROW.state) & STATE.ipv6) !== 0);
  store<u32>(
    recent(
      isIpv6,
      row + ROW.clientAddress0,
      row + ROW.clientAddress2,
      row + ROW.serverAddress0,
      row + ROW.serverAddress2,
      load<u32>(row + ROW.ports),
    ),
    index + 1,
  );
}

/** Keeps which packet it was. */
function mark(at: u32, column: u32, number: u32): void {
  store<f64>(at + MARK.seconds, load<f64>(MEMORY.seconds + (column << 1)));
  store<u32>(at + MARK.nanoseconds, load<u32>(MEMORY.nanoseconds + column));
  store<u32>(at + MARK.packet, number);
}

/** The bits of STATE that tell protocol and IP version; NOT_PLAIN: neither TCP nor UDP right in IP, or what may be a tunnel. */
function kindOf(frame: u32, ip: u32, captured: u32, wire: u32, linkType: u32): u32 {
  if (captured < ip + IPV4_HEADER_BYTES + UDP_HEADER_BYTES || wire > MOST_WIRE_BYTES) {
    return NOT_PLAIN;
  }
  const packet = frame + ip;
  const isEthernet = linkType === LINK.ethernet;
  const etherType: u32 = isEthernet ? load16(frame + ETHERNET_TYPE_OFFSET) : 0;
  const first: u32 = load<u8>(packet);
  if (first === VERSION_4_WITHOUT_OPTIONS && (isEthernet ? etherType === ETHER_TYPE.ipv4 : linkType === LINK.raw)) {
    return (load16(packet + IPV4_OFFSET.flagsAndFragmentOffset) & FRAGMENT_OFFSET_MASK) === 0
      ? kindOfTransport(load<u8>(packet + IPV4_OFFSET.protocol), 0, packet + IPV4_HEADER_BYTES)
      : NOT_PLAIN;
  }
  if (first >> 4 === 6 && (isEthernet ? etherType === ETHER_TYPE.ipv6 : linkType === LINK.raw)) {
    return captured >= ip + IPV6_HEADER_BYTES + UDP_HEADER_BYTES
      ? kindOfTransport(load<u8>(packet + IPV6_OFFSET.nextHeader), STATE.ipv6, packet + IPV6_HEADER_BYTES)
      : NOT_PLAIN;
  }
  return NOT_PLAIN;
}

function kindOfTransport(protocol: u32, ipVersion: u32, ports: u32): u32 {
  if (protocol === IP_PROTOCOL.tcp) {
    return ipVersion;
  }
  return protocol === IP_PROTOCOL.udp && !mayBeTunnel(ports) ? STATE.udp | ipVersion : NOT_PLAIN;
}

/**
 * Finds a connection as NewestFlows.find() does: twice its index, and 1 if its server sent the packet; NONE: there is none. Most
 * packets are of one that MEMORY.recent has.
 */
function find(ip: u32, isIpv6: u32, kind: u32, slots: u32, mask: u32, rows: u32): u32 {
  const source: u32 = ip + chosen(isIpv6, IPV6_OFFSET.source, IPV4_OFFSET.source);
  const destination: u32 = ip + chosen(isIpv6, IPV6_OFFSET.destination, IPV4_OFFSET.destination);
  const transport: u32 = ip + chosen(isIpv6, IPV6_HEADER_BYTES, IPV4_HEADER_BYTES);
  const ports = load<u32>(transport);
  const place = recent(isIpv6, source, source + 8, destination, destination + 8, ports);
  const index = load<u32>(place) - 1;
  const found = index === NONE ? NONE : compared(index, isIpv6, kind, source, destination, ports, rows);
  if (found !== NONE) {
    return found;
  }
  const hash = flowHash(isIpv6, kind, source, destination, transport);
  const again = findByHash(hash, isIpv6, kind, source, destination, ports, slots, mask, rows);
  if (again !== NONE) {
    store<u32>(place, (again >> 1) + 1);
  }
  return again;
}

/**
 * Where MEMORY.recent has the connection between two ends, whichever comes first. Packets can be made that all have one place; they
 * are found by their hash then.
 */
function recent(isIpv6: u32, one: u32, lastOfOne: u32, other: u32, lastOfOther: u32, ports: u32): u32 {
  const last: u64 = isIpv6 === 0 ? 0 : load<u64>(lastOfOne) ^ load<u64>(lastOfOther);
  const address = load<u32>(one) ^ load<u32>(other) ^ (<u32>last) ^ (<u32>(last >> 32));
  return MEMORY.recent + ((((address ^ ports ^ rotl<u32>(ports, 16)) * RECENT_FACTOR) >> RECENT_SHIFT) << 2);
}

function flowHash(isIpv6: u32, kind: u32, source: u32, destination: u32, ports: u32): u32 {
  const one = isIpv6 === 0 ? hashOfWord(source, 0) : hashOfIpv6(source);
  const other = isIpv6 === 0 ? hashOfWord(destination, 0) : hashOfIpv6(destination);
  return mixed(one ^ hashOfPort(ports)) + mixed(other ^ hashOfPort(ports + 2)) + kind;
}

function findByHash(
  hash: u32,
  isIpv6: u32,
  kind: u32,
  source: u32,
  destination: u32,
  ports: u32,
  slots: u32,
  mask: u32,
  rows: u32,
): u32 {
  let place = (hash ^ (hash >> 16)) & mask;
  for (let index = connectionAt(slots, place); index !== NONE; index = connectionAt(slots, place)) {
    if (load<u32>(slots + (place << 3)) === hash) {
      const found = compared(index, isIpv6, kind, source, destination, ports, rows);
      if (found !== NONE) {
        return found;
      }
    }
    place = (place + 1) & mask;
  }
  return NONE;
}

function connectionAt(slots: u32, place: u32): u32 {
  return load<u32>(slots + (place << 3) + 4) - 1;
}

/** What find() gives if it is this connection. */
function compared(index: u32, isIpv6: u32, kind: u32, source: u32, destination: u32, ports: u32, rows: u32): u32 {
  const row: u32 = rows + index * ROW_BYTES;
  const back = rotl<u32>(ports, 16);
  const sourceWord = load<u32>(source);
  const destinationWord = load<u32>(destination);
  const client = load<u32>(row + ROW.clientAddress0);
  const server = load<u32>(row + ROW.serverAddress0);
  const between = load<u32>(row + ROW.ports);
  const isOther = (load<u32>(row + ROW.state) & KIND) ^ kind;
  const fromClient = isOther | (between ^ ports) | (client ^ sourceWord) | (server ^ destinationWord);
  const fromServer = isOther | (between ^ back) | (client ^ destinationWord) | (server ^ sourceWord);
  const isFromServer = u32(fromClient !== 0);
  if (fromClient !== 0 && fromServer !== 0) {
    return NONE;
  }
  if (
    isIpv6 === 0 ||
    isRestOf(row, chosen(isFromServer, destination, source), chosen(isFromServer, source, destination))
  ) {
    return (index << 1) | isFromServer;
  }
  return fromClient === fromServer && isRestOf(row, destination, source) ? (index << 1) | 1 : NONE;
}

/** Tells whether a row's client and server have the IPv6 addresses at two places, but for their first words. */
function isRestOf(row: u32, client: u32, server: u32): bool {
  return (
    load<u64>(row + ROW.clientAddress1) === load<u64>(client, 4) &&
    load<u32>(row + ROW.clientAddress3) === load<u32>(client, 12) &&
    load<u64>(row + ROW.serverAddress1) === load<u64>(server, 4) &&
    load<u32>(row + ROW.serverAddress3) === load<u32>(server, 12)
  );
}

/** Checks first and writes then: what FlowTable does, where it does no more than this. */
function addSegment(
  frame: u32,
  header: u32,
  end: u32,
  wireEnd: u32,
  row: u32,
  own: u32,
  isFromServer: u32,
  column: u32,
  number: u32,
): bool {
  const tcp: u32 = frame + header;
  const dataOffsetAndFlags = load16(tcp + TCP_OFFSET.dataOffsetAndFlags);
  const headerEnd: u32 = header + (dataOffsetAndFlags >> 12) * 4;
  const state = load<u32>(row + ROW.state);
  if (
    (dataOffsetAndFlags & CONTROL) !== TCP_FLAG.ack ||
    headerEnd < header + MIN_TCP_HEADER_BYTES ||
    headerEnd > end ||
    ((state ^ STATE.isAnswered) & (UNUSUAL | (STATE.isAnswered & -isFromServer))) !== 0
  ) {
    return false;
  }

  const ownFlags = load<u32>(own + STREAM.flags);
  const payloadBytes: u32 = max<i32>(wireEnd - headerEnd, 0);
  const seenTo = load<f64>(own + STREAM.seenTo);
  const furthest = load<f64>(own + STREAM.furthest);
  const isNotNext =
    (ownFlags & STREAM_FLAG.hasGaps) |
    (load32(tcp + TCP_OFFSET.sequence) ^ (load<u32>(own + STREAM.base) + low(furthest))) |
    (u32(seenTo !== furthest) & u32((ownFlags & STREAM_FLAG.hasSeen) !== 0));
  const other: u32 = row + chosen(isFromServer, ROW.client, ROW.server);
  const otherFlags = load<u32>(other + STREAM.flags);
  if ((ownFlags & otherFlags & STREAM_FLAG.hasBase) === 0 || (isNotNext & -u32(payloadBytes !== 0)) !== 0) {
    return false;
  }

  const otherFurthest = load<f64>(other + STREAM.furthest);
  const otherSequence = load<u32>(other + STREAM.base) + low(otherFurthest);
  const acknowledged = otherFurthest + <f64>(<i32>(load32(tcp + TCP_OFFSET.acknowledgment) - otherSequence));
  // Adds nothing where there is no payload: whether there is any cannot be foreseen, and writing costs less than guessing.
  store<f64>(own + STREAM.seenTo, seenTo + <f64>payloadBytes);
  store<f64>(own + STREAM.furthest, furthest + <f64>payloadBytes);
  store<f64>(own + STREAM.payloadBytes, load<f64>(own + STREAM.payloadBytes) + <f64>payloadBytes);
  if ((ownFlags & STREAM_FLAG.hasSeen) === 0 && payloadBytes !== 0) {
    store<u32>(own + STREAM.flags, ownFlags | STREAM_FLAG.hasSeen);
  }
  if ((otherFlags & STREAM_FLAG.hasAcknowledged) === 0) {
    store<u32>(other + STREAM.flags, otherFlags | STREAM_FLAG.hasAcknowledged);
    store<f64>(other + STREAM.acknowledged, acknowledged);
  } else {
    const before = load<f64>(other + STREAM.acknowledged);
    const bits = reinterpret<u64>(before);
    const isMore = -u64(acknowledged > before);
    store<u64>(other + STREAM.acknowledged, bits ^ ((bits ^ reinterpret<u64>(acknowledged)) & isMore));
  }
  if ((otherFlags & STREAM_FLAG.hasFin) !== 0 && acknowledged > load<f64>(other + STREAM.finOffset)) {
    store<u32>(
      row + ROW.state,
      state | chosen(isFromServer, STATE.isClientFinAcknowledged, STATE.isServerFinAcknowledged),
    );
  }
  if ((state & STATE.awaitsAck) !== 0 && isFromServer === 0 && acknowledged >= 0) {
    mark(row + ROW.ack, column, number);
    store<u32>(row + ROW.state, load<u32>(row + ROW.state) & ~STATE.awaitsAck);
  }
  return true;
}

function addDatagram(frame: u32, header: u32, end: u32, row: u32, own: u32): bool {
  if (header + UDP_HEADER_BYTES > end || (load<u32>(row + ROW.state) & UNUSUAL) !== 0) {
    return false;
  }
  const length = load16(frame + header + UDP_OFFSET.length);
  if (length < UDP_HEADER_BYTES) {
    return false;
  }
  const payloadBytes = <f64>(<i32>(length - UDP_HEADER_BYTES));
  store<f64>(own + STREAM.payloadBytes, load<f64>(own + STREAM.payloadBytes) + payloadBytes);
  store<u32>(own + STREAM.datagrams, load<u32>(own + STREAM.datagrams) + 1);
  return true;
}

// EndpointHash, whose numbers the memory holds.

function hashOfIpv6(address: u32): u32 {
  return hashOfWord(address, 0) ^ hashOfWord(address, 4) ^ hashOfWord(address, 8) ^ hashOfWord(address, 12);
}

/** @param first Which byte of an address the word begins with. */
function hashOfWord(address: u32, first: u32): u32 {
  const word = load<u32>(address + first);
  const tables: u32 = MEMORY.hashTables + first * TABLE_BYTES;
  return (
    load<u32>(tables + ((word & 0xff) << 2)) ^
    load<u32>(tables + TABLE_BYTES + (((word >> 8) & 0xff) << 2)) ^
    load<u32>(tables + 2 * TABLE_BYTES + (((word >> 16) & 0xff) << 2)) ^
    load<u32>(tables + 3 * TABLE_BYTES + ((word >> 24) << 2))
  );
}

function hashOfPort(port: u32): u32 {
  const number: u32 = load<u16>(port);
  return load<u32>(PORT_TABLES + ((number & 0xff) << 2)) ^ load<u32>(PORT_TABLES + TABLE_BYTES + ((number >> 8) << 2));
}

function mixed(hash: u32): u32 {
  return (hash ^ (hash >> 15)) * 0x2c1b3c6d;
}

/** A stream's offset modulo 2^32: where the sum's last bit is worth 1, its lower half is that. */
function low(offset: f64): u32 {
  return <u32>reinterpret<u64>(offset + 6755399441055744.0);
}

/** One or the other, without a branch. */
function chosen(is: u32, yes: u32, no: u32): u32 {
  return no ^ ((no ^ yes) & -is);
}
