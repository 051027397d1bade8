import type { ByteRange } from './decode-error';
import { bitField, field, flagField } from './field';
import { ipByVersion } from './ip-by-version';
import type { PacketField } from './packet-detail';
import type { Step } from './step';
import { STEP } from './step';
import type { Walk } from './walk';

const LABEL_ENTRY_BYTES = 4;
const BOTTOM_OF_STACK = 0x100;

/** Labels that have a meaning of their own: https://www.iana.org/assignments/mpls-label-values. */
const LABEL_NAMES: ReadonlyMap<number, string> = new Map([
  [0, 'IPv4 explicit null'],
  [1, 'router alert'],
  [2, 'IPv6 explicit null'],
  [3, 'implicit null'],
  [7, 'entropy label indicator'],
  [13, 'generic associated channel'],
  [14, 'OAM alert'],
  [15, 'extension'],
]);

/** What may follow the last label, by its first four bits: RFC 4928 §3 and RFC 4385 §3, §5. */
const PAYLOAD_NAMES: ReadonlyMap<number, string> = new Map([
  [0, 'pseudowire control word'],
  [1, 'associated channel'],
]);

/** Tells whether a datagram to the port of RFC 7510 can be one: its labels end, and IP follows them. */
export function isMplsInUdp({ view, offset, capturedEnd }: Walk): boolean {
  let at = offset;
  while (at + LABEL_ENTRY_BYTES < capturedEnd) {
    const isLast = (view.getUint32(at) & BOTTOM_OF_STACK) !== 0;
    at += LABEL_ENTRY_BYTES;
    if (isLast) {
      const version = view.getUint8(at) >>> 4;
      return version === 4 || version === 6;
    }
  }
  return false;
}

/**
 * Passes one label stack entry. Nothing says what follows the last one; as routers do, IP is told by its version
 * (RFC 4928 §3), and anything else is not guessed.
 */
export function scanMpls(walk: Walk): Step {
  const { view, offset } = walk;
  if (walk.capturedEnd - offset < LABEL_ENTRY_BYTES) {
    return walk.truncated('mpls', offset, LABEL_ENTRY_BYTES);
  }
  walk.offset = offset + LABEL_ENTRY_BYTES;
  return (view.getUint32(offset) & BOTTOM_OF_STACK) === 0 ? STEP.mpls : ipByVersion(walk, 'mpls', PAYLOAD_NAMES);
}

/** Gives the label as a tree of fields, each with its bits in the frame. */
export function describeMpls(frame: DataView, { offset, length }: ByteRange): PacketField {
  const entry = frame.getUint32(offset);
  const label = entry >>> 12;
  const name = LABEL_NAMES.get(label);
  return field('MPLS label', label, offset, length, {
    reference: 'RFC 3032 §2.1',
    fields: [
      bitField('Label', name === undefined ? label : `${label} (${name})`, offset, 0, 20),
      bitField('Traffic class', (entry >>> 9) & 0x07, offset, 20, 3, { reference: 'RFC 5462 §2' }),
      flagField(frame, 'Bottom of stack', offset, 23),
      field('Time to live', entry & 0xff, offset + 3, 1),
    ],
  });
}
