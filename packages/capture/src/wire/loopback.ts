import type { ByteRange } from './decode-error';
import { field } from './field';
import type { PacketField } from './packet-detail';
import type { Step } from './step';
import { STEP } from './step';
import type { Walk } from './walk';

const LOOPBACK_HEADER_BYTES = 4;

// The BSDs agree on AF_INET and on nothing else: https://www.tcpdump.org/linktypes/LINKTYPE_NULL.html.
const FAMILIES: ReadonlyMap<number, { readonly name: string; readonly version: 4 | 6 }> = new Map([
  [2, { name: 'AF_INET', version: 4 }],
  [24, { name: 'AF_INET6 (NetBSD, OpenBSD)', version: 6 }],
  [28, { name: 'AF_INET6 (FreeBSD)', version: 6 }],
  [30, { name: 'AF_INET6 (Darwin)', version: 6 }],
]);

/** Passes the four bytes of LINKTYPE_LOOP, an address family in network order. */
export function scanLoopback(walk: Walk): Step {
  return walk.capturedEnd - walk.offset < LOOPBACK_HEADER_BYTES
    ? walk.truncated('loopback', walk.offset, LOOPBACK_HEADER_BYTES)
    : stepAfterFamily(walk, walk.view.getUint32(walk.offset));
}

/** Passes the four bytes of LINKTYPE_NULL, an address family in the capturing host's order. */
export function scanNullLoopback(walk: Walk): Step {
  return walk.capturedEnd - walk.offset < LOOPBACK_HEADER_BYTES
    ? walk.truncated('loopback', walk.offset, LOOPBACK_HEADER_BYTES)
    : stepAfterFamily(walk, hostOrderFamily(walk.view, walk.offset));
}

/** No family reaches 0x10000, so the order of the host is the one that gives a small number. */
function hostOrderFamily(view: DataView, offset: number): number {
  const bigEndian = view.getUint32(offset);
  return bigEndian > 0xffff ? view.getUint32(offset, true) : bigEndian;
}

function stepAfterFamily(walk: Walk, family: number): Step {
  const { offset } = walk;
  walk.offset = offset + LOOPBACK_HEADER_BYTES;
  switch (FAMILIES.get(family)?.version) {
    case 4:
      return STEP.ipv4;
    case 6:
      return STEP.ipv6;
    default:
      return walk.unsupported('loopback', offset, 'address family', family, 'unknown');
  }
}

/** Gives the header as a tree of fields, each with its bytes in the frame. */
export function describeLoopback(
  frame: DataView,
  { offset, length }: ByteRange,
  byteOrder: 'network' | 'host',
): PacketField {
  const family = byteOrder === 'network' ? frame.getUint32(offset) : hostOrderFamily(frame, offset);
  const value = `${family} (${FAMILIES.get(family)?.name ?? 'unknown'})`;
  return field('BSD loopback', value, offset, length, {
    reference: byteOrder === 'network' ? 'LINKTYPE_LOOP' : 'LINKTYPE_NULL',
    fields: [field('Address family', value, offset, length)],
  });
}
