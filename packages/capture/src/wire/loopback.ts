import type { Body, ByteRange, Decoded } from './decode-error';
import { truncated } from './decode-error';
import { field } from './field';
import type { PacketField } from './packet-detail';

const LOOPBACK_HEADER_BYTES = 4;

// The BSDs agree on AF_INET and on nothing else: https://www.tcpdump.org/linktypes/LINKTYPE_NULL.html.
const FAMILIES: ReadonlyMap<number, { readonly name: string; readonly version: 4 | 6 }> = new Map([
  [2, { name: 'AF_INET', version: 4 }],
  [24, { name: 'AF_INET6 (NetBSD, OpenBSD)', version: 6 }],
  [28, { name: 'AF_INET6 (FreeBSD)', version: 6 }],
  [30, { name: 'AF_INET6 (Darwin)', version: 6 }],
]);

export interface LoopbackHeader {
  readonly kind: 'loopback';
  readonly range: ByteRange;
  /** The capturing system's AF_ number. */
  readonly family: number;
  /** Version of IP that the family stands for; null for another family. */
  readonly ipVersion: 4 | 6 | null;
  readonly body: Body;
}

/**
 * Decodes the four bytes before a packet of a BSD loopback interface.
 *
 * @param byteOrder LINKTYPE_LOOP is in network order, LINKTYPE_NULL in the capturing host's. No family reaches 0x10000,
 *   so the order of the host is the one that gives a small number.
 */
export function decodeLoopback(
  frame: DataView,
  { offset, length, missingBytes }: Body,
  byteOrder: 'network' | 'host',
): Decoded<LoopbackHeader> {
  if (length < LOOPBACK_HEADER_BYTES) {
    return truncated('loopback', offset, LOOPBACK_HEADER_BYTES, length);
  }
  const bigEndian = frame.getUint32(offset);
  const family = byteOrder === 'host' && bigEndian > 0xffff ? frame.getUint32(offset, true) : bigEndian;
  return {
    ok: true,
    header: {
      kind: 'loopback',
      range: { offset, length: LOOPBACK_HEADER_BYTES },
      family,
      ipVersion: FAMILIES.get(family)?.version ?? null,
      body: { offset: offset + LOOPBACK_HEADER_BYTES, length: length - LOOPBACK_HEADER_BYTES, missingBytes },
    },
  };
}

/** Gives a decoded header as a tree of fields, each with its bytes in the frame. */
export function describeLoopback({ range, family }: LoopbackHeader): PacketField {
  const value = `${family} (${FAMILIES.get(family)?.name ?? 'unknown'})`;
  return field('BSD loopback', value, range.offset, range.length, {
    reference: 'LINKTYPE_NULL',
    fields: [field('Address family', value, range.offset, range.length)],
  });
}
