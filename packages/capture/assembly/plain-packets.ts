// AssemblyScript, for PlainPackets: it runs for each of millions of packets, and in WebAssembly rows, hash table and frames lie in one
// memory whose place is known, as no typed array of JavaScript is. It is one way from the frame's bytes to the connection's row,
// without an object for what it reads, and its functions are longer than elsewhere.
import {
  ETHERNET_HEADER_BYTES,
  IPV4_OFFSET,
  IPV6_HEADER_BYTES,
  IPV6_OFFSET,
  LINK,
  MEMORY,
  ROW,
  ROW_BYTES,
  STATE,
  STREAM,
} from './constants';
import { chosen } from './chosen';
import { NONE, find } from './find-connection';
import { load16 } from './network';
import { IPV4_HEADER_BYTES, NOT_PLAIN, kindOf } from './plain-headers';
import { addDatagram, addSegment, mark } from './plain-segment';

export { rememberConnection } from './find-connection';

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
