// AssemblyScript: finds the connection of a packet. It is put where it is called.
import {
  IPV4_OFFSET,
  IPV6_HEADER_BYTES,
  IPV6_OFFSET,
  MEMORY,
  RECENT_BITS,
  RECENT_FACTOR,
  ROW,
  ROW_BYTES,
  STATE,
} from './constants';
import { chosen } from './chosen';
import { flowHash } from './flow-hash';
import { IPV4_HEADER_BYTES } from './plain-headers';

/** No connection. */
export const NONE: u32 = 0xffffffff;

const KIND: u32 = STATE.udp | STATE.ipv6;
/** By how many bits a product of 32 bits tells a place among those of MEMORY.recent. */
const RECENT_SHIFT: u32 = 32 - RECENT_BITS;

/**
 * Finds a connection as NewestFlows.find() does: twice its index, and 1 if its server sent the packet; NONE: there is none. Most
 * packets are of one that MEMORY.recent has.
 */
export function find(ip: u32, isIpv6: u32, kind: u32, slots: u32, mask: u32, rows: u32): u32 {
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

/**
 * Where MEMORY.recent has the connection between two ends, whichever comes first. Packets can be made that all have one place; they
 * are found by their hash then.
 */
function recent(isIpv6: u32, one: u32, lastOfOne: u32, other: u32, lastOfOther: u32, ports: u32): u32 {
  const last: u64 = isIpv6 === 0 ? 0 : load<u64>(lastOfOne) ^ load<u64>(lastOfOther);
  const address = load<u32>(one) ^ load<u32>(other) ^ (<u32>last) ^ (<u32>(last >> 32));
  return MEMORY.recent + ((((address ^ ports ^ rotl<u32>(ports, 16)) * RECENT_FACTOR) >> RECENT_SHIFT) << 2);
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
