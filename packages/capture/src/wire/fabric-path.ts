import type { ByteRange } from './decode-error';
import { bitField, field } from './field';
import type { PacketField } from './packet-detail';
import type { Step } from './step';
import { STEP } from './step';
import type { Walk } from './walk';

const FABRIC_PATH_TAG_BYTES = 2;

/** Passes the tag of Cisco's FabricPath, which wraps whole Ethernet frames. */
export function scanFabricPath(walk: Walk): Step {
  if (walk.capturedEnd - walk.offset < FABRIC_PATH_TAG_BYTES) {
    return walk.truncated('fabric-path', walk.offset, FABRIC_PATH_TAG_BYTES);
  }
  walk.offset += FABRIC_PATH_TAG_BYTES;
  return STEP.ethernet;
}

/** Gives the tag as a tree of fields, each with its bits in the frame. */
export function describeFabricPath(frame: DataView, { offset, length }: ByteRange): PacketField {
  const tag = frame.getUint16(offset);
  return field('FabricPath tag', `tree ${tag >>> 6}`, offset, length, {
    fields: [bitField('Forwarding tag', tag >>> 6, offset, 0, 10), bitField('Time to live', tag & 0x3f, offset, 10, 6)],
  });
}
