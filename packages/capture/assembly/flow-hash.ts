// AssemblyScript: EndpointHash, whose numbers the memory holds.
import { MEMORY } from './constants';

const TABLE_BYTES: u32 = 1024;
const PORT_TABLES: u32 = MEMORY.hashTables + 16 * TABLE_BYTES;

/** As FlowKey.hash() gives it. */
export function flowHash(isIpv6: u32, kind: u32, source: u32, destination: u32, ports: u32): u32 {
  const one = isIpv6 === 0 ? hashOfWord(source, 0) : hashOfIpv6(source);
  const other = isIpv6 === 0 ? hashOfWord(destination, 0) : hashOfIpv6(destination);
  return mixed(one ^ hashOfPort(ports)) + mixed(other ^ hashOfPort(ports + 2)) + kind;
}

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
