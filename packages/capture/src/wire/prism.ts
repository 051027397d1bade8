import type { ByteRange } from './decode-error';
import { bytesText, field, hexBytes } from './field';
import type { PacketField } from './packet-detail';
import type { Step } from './step';
import { STEP } from './step';
import type { Walk } from './walk';

/** LINKTYPE_IEEE802_11_PRISM: always of this length. */
const PRISM_BYTES = 144;

// LINKTYPE_IEEE802_11_AVS: version and length, big-endian, at its beginning.
const AVS_LENGTH = 4;
const MIN_AVS_BYTES = 8;
const AVS_VERSION = 0x8021_1000;
const AVS_VERSION_MASK = 0xffff_f000;

/** Passes the header of Prism cards or, where its version says so, the AVS header that took its place. */
export function scanPrism(walk: Walk): Step {
  const { view, offset } = walk;
  if (walk.capturedEnd - offset < MIN_AVS_BYTES) {
    return walk.truncated('prism', offset, MIN_AVS_BYTES);
  }
  const isAvs = (view.getUint32(offset) & AVS_VERSION_MASK) >>> 0 === AVS_VERSION;
  const headerBytes = isAvs ? view.getUint32(offset + AVS_LENGTH) : PRISM_BYTES;
  if (headerBytes < MIN_AVS_BYTES) {
    return walk.malformed('prism', offset + AVS_LENGTH, 'length', headerBytes, 'at least 8');
  }
  if (walk.capturedEnd - offset < headerBytes) {
    return walk.truncated('prism', offset, headerBytes);
  }
  walk.offset = offset + headerBytes;
  return STEP.ieee80211;
}

/** Gives the header as one field. */
export function describePrism(frame: DataView, { offset, length }: ByteRange): PacketField {
  return field('Prism or AVS', bytesText(length), offset, length, {
    reference: 'LINKTYPE_IEEE802_11_PRISM',
    fields: [field('Radio fields', hexBytes(frame, offset, length), offset, length)],
  });
}
