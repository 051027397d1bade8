// AssemblyScript, for PacketJsonLines: the lines of the commonest packets of all, from the frame's bytes to the line's.
import {
  END_TEXTS,
  END_TEXT_BYTES,
  ETHERNET_HEADER_BYTES,
  IPV4_OFFSET,
  IPV6_HEADER_BYTES,
  IPV6_OFFSET,
  LINES_BYTES,
  LINK,
  MEMORY,
  MIN_TCP_HEADER_BYTES,
  MOST_LINE_BYTES,
  PACKET_TEXT,
  ROW,
  ROW_BYTES,
  STATE,
  TCP_OFFSET,
  TEXT_BYTES,
  UDP_HEADER_BYTES,
  UDP_OFFSET,
} from './constants';
import { NONE } from './find-connection';
import { load16, load32 } from './network';
import { IPV4_HEADER_BYTES, NOT_PLAIN, kindOf } from './plain-headers';
import { character, copy, digits, integer, ipv4Address, ipv6Address, text } from './text';

const LAST_LINE: u32 = MEMORY.lines + LINES_BYTES - MOST_LINE_BYTES;
const NOT_WRITTEN: u32 = 0;
const DOT: u8 = 0x2e;
const LETTERS: u32 = 8;
/** Two no-operations and a timestamps option, as they are loaded: the first in the lowest bits. */
const NOP_NOP_TIMESTAMPS: u32 = 0x0a080101;
const NO_OPERATION: u32 = 1;

/**
 * Writes the lines of the records from `from` on, and gives the first of which there is none: `end`, or where it stopped, because there
 * may be no room for another line, or at a packet whose line it cannot write.
 *
 * @param number The packet number of record 0.
 * @param frames What the column of frames counts from.
 * @param rows Where row 0 is.
 * @param to Where the next line goes.
 */
export function writePacketLines(from: u32, end: u32, number: u32, frames: u32, rows: u32, to: u32): u32 {
  let at = to;
  let each = from;
  for (; each < end && at <= LAST_LINE; each++) {
    const next = writeLine(at, each, number, frames, rows);
    if (next === NOT_WRITTEN) {
      break;
    }
    at = next;
  }
  store<u32>(MEMORY.linesEnd, at);
  return each;
}

/** Gives where it ends: a segment or datagram right in IP, of a connection that it belongs to, with nothing to complain of. */
function writeLine(to: u32, each: u32, number: u32, frames: u32, rows: u32): u32 {
  const column: u32 = each << 2;
  const frame: u32 = frames + load<u32>(MEMORY.frameStart + column);
  const captured = load<u32>(MEMORY.capturedBytes + column);
  const wire = load<u32>(MEMORY.wireBytes + column);
  const linkType = load<u32>(MEMORY.linkType + column);
  const connection = load<u32>(MEMORY.connection + column);
  const seconds = load<f64>(MEMORY.seconds + (column << 1));
  const ip: u32 = linkType === LINK.ethernet ? ETHERNET_HEADER_BYTES : 0;
  const kind = kindOf(frame, ip, captured, wire, linkType);
  if (kind === NOT_PLAIN || connection === NONE || !(seconds >= 0 && seconds < 4294967296)) {
    return NOT_WRITTEN;
  }
  const packet: u32 = frame + ip;
  const isIpv6 = (kind & STATE.ipv6) !== 0;
  const header: u32 = ip + (isIpv6 ? IPV6_HEADER_BYTES : IPV4_HEADER_BYTES);
  const ipEnd: u32 =
    load16(packet + (isIpv6 ? IPV6_OFFSET.payloadLength : IPV4_OFFSET.totalLength)) + (isIpv6 ? header : ip);
  const end = min(captured, ipEnd);
  const transport: u32 = frame + header;
  const isTcp = (kind & STATE.udp) === 0;
  const flagsAt: u32 = transport + TCP_OFFSET.dataOffsetAndFlags;
  let payloadBytes: u32 = 0;
  if (isTcp) {
    const headerEnd: u32 = header + (load16(flagsAt) >> 12) * 4;
    if (
      headerEnd < header + MIN_TCP_HEADER_BYTES ||
      headerEnd > end ||
      !areOptionsWhole(transport + MIN_TCP_HEADER_BYTES, frame + headerEnd)
    ) {
      return NOT_WRITTEN;
    }
    payloadBytes = min(max(wire, captured), ipEnd) - headerEnd;
  } else {
    const length = load16(transport + UDP_OFFSET.length);
    if (header + UDP_HEADER_BYTES > end || length < UDP_HEADER_BYTES) {
      return NOT_WRITTEN;
    }
    payloadBytes = length - UDP_HEADER_BYTES;
  }

  let at = integer(text(to, PACKET_TEXT.number), number + each);
  at = integer(text(at, PACKET_TEXT.timestamp), u32(seconds));
  at = digits(character(at, DOT), load<u32>(MEMORY.nanoseconds + column), 9);
  at = integer(text(at, PACKET_TEXT.wireBytes), wire);
  at = integer(text(at, PACKET_TEXT.capturedBytes), captured);
  const endText = endTextOf(connection, isIpv6, packet, transport, isTcp, rows);
  at = copy(at, endText + 8, load<u32>(endText + 4));
  if (isTcp) {
    at = integer(text(at, flagTextOf(load16(flagsAt) & 0x0fff)), load32(transport + TCP_OFFSET.sequence));
    at = integer(text(at, PACKET_TEXT.acknowledgment), load32(transport + TCP_OFFSET.acknowledgment));
  }
  at = integer(text(at, PACKET_TEXT.payloadBytes), payloadBytes);
  at = integer(text(at, PACKET_TEXT.connection), connection);
  return text(at, PACKET_TEXT.end);
}

/** Whether findDamagedOption() finds none. */
function areOptionsWhole(from: u32, end: u32): bool {
  if (end - from === 12 && load<u32>(from) === NOP_NOP_TIMESTAMPS) {
    return true;
  }
  let at = from;
  while (at < end) {
    const kind: u32 = load<u8>(at);
    if (kind > NO_OPERATION) {
      const length: u32 = at + 2 > end ? 0 : load<u8>(at + 1);
      const expected: u32 = load<u8>(MEMORY.optionBytes + kind);
      if (length < 2 || at + length > end || (expected !== 0 && expected !== length)) {
        return false;
      }
      at += length;
    } else if (kind === NO_OPERATION) {
      at += 1;
    } else {
      return true;
    }
  }
  return true;
}

/** Where the text of flags is, which is written once. */
function flagTextOf(flags: u32): u32 {
  const entry: u32 = MEMORY.flagTexts + flags * TEXT_BYTES;
  if (load<u8>(entry + TEXT_BYTES - 1) === 0) {
    let at = text(integer(text(entry, PACKET_TEXT.flags), flags), PACKET_TEXT.flagText);
    for (let bit: u32 = 0; bit < LETTERS; bit++) {
      at = ((flags >> bit) & 1) === 0 ? at : character(at, load<u8>(PACKET_TEXT.flagLetters + bit));
    }
    at = (flags & ((1 << LETTERS) - 1)) === 0 ? text(at, PACKET_TEXT.noFlags) : at;
    at = text(at, PACKET_TEXT.sequence);
    store<u8>(entry + TEXT_BYTES - 1, u8(at - entry));
  }
  return entry;
}

/** Where the text of a packet's ends is, which are its connection's; written anew unless it was kept. */
function endTextOf(connection: u32, isIpv6: bool, packet: u32, ports: u32, isTcp: bool, rows: u32): u32 {
  const row: u32 = rows + connection * ROW_BYTES;
  const source: u32 = packet + (isIpv6 ? IPV6_OFFSET.source : IPV4_OFFSET.source);
  const isFromClient =
    load<u32>(ports) === load<u32>(row + ROW.ports) &&
    load<u32>(source) === load<u32>(row + ROW.clientAddress0) &&
    (!isIpv6 ||
      (load<u64>(source, 4) === load<u64>(row + ROW.clientAddress1) &&
        load<u32>(source, 12) === load<u32>(row + ROW.clientAddress3)));
  const entry: u32 = MEMORY.endTexts + (((connection << 1) | u32(!isFromClient)) & (END_TEXTS - 1)) * END_TEXT_BYTES;
  if (load<u32>(entry) !== connection + 1) {
    store<u32>(entry, connection + 1);
    const destination: u32 = packet + (isIpv6 ? IPV6_OFFSET.destination : IPV4_OFFSET.destination);
    let at = text(entry + 8, PACKET_TEXT.source);
    at = text(isIpv6 ? ipv6Address(at, source, source + 4) : ipv4Address(at, source), PACKET_TEXT.destination);
    at = isIpv6 ? ipv6Address(at, destination, destination + 4) : ipv4Address(at, destination);
    at = integer(text(at, isTcp ? PACKET_TEXT.tcp : PACKET_TEXT.udp), load16(ports));
    at = integer(text(at, PACKET_TEXT.destinationPort), load16(ports + 2));
    store<u32>(entry + 4, at - entry - 8);
  }
  return entry;
}
