import type { ByteRange } from './decode-error';
import { bitField, field, flagField } from './field';
import type { PacketField } from './packet-detail';
import type { Step } from './step';
import { STEP } from './step';
import type { Walk } from './walk';

const SERVICE_TAG_BYTES = 4;

/** Passes the tag with which a provider's backbone wraps whole customer frames. */
export function scanBackboneTag(walk: Walk): Step {
  if (walk.capturedEnd - walk.offset < SERVICE_TAG_BYTES) {
    return walk.truncated('backbone-tag', walk.offset, SERVICE_TAG_BYTES);
  }
  walk.offset += SERVICE_TAG_BYTES;
  return STEP.ethernet;
}

/** Gives the tag as a tree of fields, each with its bits in the frame. */
export function describeBackboneTag(frame: DataView, { offset, length }: ByteRange): PacketField {
  const tag = frame.getUint32(offset);
  return field('802.1ah service tag', `service ${tag & 0xffffff}`, offset, length, {
    reference: 'IEEE 802.1Q §9.7',
    fields: [
      bitField('Priority', tag >>> 29, offset, 0, 3),
      flagField(frame, 'Drop eligible', offset, 3),
      flagField(frame, 'Use customer address', offset, 4),
      bitField('Reserved', (tag >>> 24) & 0x07, offset, 5, 3),
      field('Service identifier', tag & 0xffffff, offset + 1, 3),
    ],
  });
}
