import type { ByteRange } from './decode-error';
import { bytesText, field, hex } from './field';
import type { PacketField } from './packet-detail';
import type { Step } from './step';
import { STEP } from './step';
import type { Walk } from './walk';

// Byte offsets in the radiotap header, https://www.radiotap.org; all fields are little-endian.
const VERSION = 0;
const PAD = 1;
const LENGTH = 2;
const PRESENT = 4;

const MIN_RADIOTAP_BYTES = 8;
const PRESENT_BYTES = 4;
const TSFT_BYTES = 8;

// Bits of the first word of the present bitmap.
const TSFT_PRESENT = 0x1;
const FLAGS_PRESENT = 0x2;
const MORE_WORDS = 0x8000_0000;

// Bits of the flags field.
const FCS_AT_END = 0x10;
const HEADER_IS_PADDED = 0x20;

const FCS_BYTES = 4;

/** Passes the radiotap header before an 802.11 frame. Of its fields only the flags matter for what follows. */
export function scanRadiotap(walk: Walk): Step {
  const { view, offset } = walk;
  if (walk.capturedEnd - offset < MIN_RADIOTAP_BYTES) {
    return walk.truncated('radiotap', offset, MIN_RADIOTAP_BYTES);
  }
  const headerBytes = view.getUint16(offset + LENGTH, true);
  if (headerBytes < MIN_RADIOTAP_BYTES) {
    return walk.malformed('radiotap', offset + LENGTH, 'length', headerBytes, 'at least 8');
  }
  if (walk.capturedEnd - offset < headerBytes) {
    return walk.truncated('radiotap', offset, headerBytes);
  }
  walk.offset = offset + headerBytes;
  const flagsOffset = findFlags(view, offset, walk.offset);
  const flags = flagsOffset < 0 ? 0 : view.getUint8(flagsOffset);
  if ((flags & FCS_AT_END) !== 0 && walk.wireEnd - walk.offset >= FCS_BYTES) {
    walk.endAt(walk.wireEnd - FCS_BYTES);
  }
  return (flags & HEADER_IS_PADDED) === 0 ? STEP.ieee80211 : STEP.ieee80211Padded;
}

/** Where the flags field is: after the bitmap's words and the timer, which is aligned to 8 bytes; -1: nowhere. */
function findFlags(view: DataView, offset: number, end: number): number {
  const present = view.getUint32(offset + PRESENT, true);
  if ((present & FLAGS_PRESENT) === 0) {
    return -1;
  }
  let at = offset + PRESENT;
  while (at + PRESENT_BYTES <= end && (view.getUint32(at, true) & MORE_WORDS) !== 0) {
    at += PRESENT_BYTES;
  }
  at += PRESENT_BYTES;
  if ((present & TSFT_PRESENT) !== 0) {
    at = offset + ((at - offset + TSFT_BYTES - 1) & ~(TSFT_BYTES - 1)) + TSFT_BYTES;
  }
  return at < end ? at : -1;
}

/** Gives the header as a tree of fields, each with its bytes in the frame. */
export function describeRadiotap(frame: DataView, { offset, length }: ByteRange): PacketField {
  const flagsOffset = findFlags(frame, offset, offset + length);
  const rest = (from: number, to: number) =>
    to > from ? [field('Radio fields', bytesText(to - from), from, to - from)] : [];
  const fieldsOffset = offset + MIN_RADIOTAP_BYTES;
  return field('Radiotap', bytesText(length), offset, length, {
    reference: 'LINKTYPE_IEEE802_11_RADIOTAP',
    fields: [
      field('Version', frame.getUint8(offset + VERSION), offset + VERSION, 1),
      field('Padding', frame.getUint8(offset + PAD), offset + PAD, 1),
      field('Length', bytesText(length), offset + LENGTH, 2),
      field('Present', hex(frame.getUint32(offset + PRESENT, true), 8), offset + PRESENT, PRESENT_BYTES),
      ...(flagsOffset < 0
        ? rest(fieldsOffset, offset + length)
        : [
            ...rest(fieldsOffset, flagsOffset),
            field('Flags', hex(frame.getUint8(flagsOffset), 2), flagsOffset, 1),
            ...rest(flagsOffset + 1, offset + length),
          ]),
    ],
  });
}
