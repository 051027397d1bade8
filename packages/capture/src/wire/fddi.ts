import { macText } from './address-text';
import type { ByteRange } from './decode-error';
import { field, hex } from './field';
import type { PacketField } from './packet-detail';
import type { Step } from './step';
import { STEP } from './step';
import type { Walk } from './walk';

// Byte offsets, ISO 9314-2 §7.3.
const FRAME_CONTROL = 0;
const DESTINATION = 1;
const SOURCE = 7;

const FDDI_HEADER_BYTES = 13;
const ADDRESS_BYTES = 6;

const FORMAT_MASK = 0xf0;
/** An LLC frame with addresses of 48 bits, asynchronous. */
const ASYNCHRONOUS_LLC = 0x50;

/** Passes the header of an FDDI frame. */
export function scanFddi(walk: Walk): Step {
  const { view, offset } = walk;
  if (walk.capturedEnd - offset < FDDI_HEADER_BYTES) {
    return walk.truncated('fddi', offset, FDDI_HEADER_BYTES);
  }
  walk.offset = offset + FDDI_HEADER_BYTES;
  const control = view.getUint8(offset + FRAME_CONTROL);
  return (control & FORMAT_MASK) === ASYNCHRONOUS_LLC
    ? STEP.llc
    : walk.unsupported('fddi', offset, 'frame control', control, 'unknown');
}

/** Gives the header as a tree of fields, each with its bytes in the frame. */
export function describeFddi(frame: DataView, { offset, length }: ByteRange): PacketField {
  const destination = macText(frame, offset + DESTINATION, ADDRESS_BYTES);
  const source = macText(frame, offset + SOURCE, ADDRESS_BYTES);
  return field('FDDI', `${source} > ${destination}`, offset, length, {
    reference: 'ISO 9314-2 §7.3',
    fields: [
      field('Frame control', hex(frame.getUint8(offset), 2), offset, 1),
      field('Destination', destination, offset + DESTINATION, ADDRESS_BYTES),
      field('Source', source, offset + SOURCE, ADDRESS_BYTES),
    ],
  });
}
