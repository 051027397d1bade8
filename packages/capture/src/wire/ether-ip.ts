import type { ByteRange } from './decode-error';
import { bitField, field } from './field';
import type { PacketField } from './packet-detail';
import type { Step } from './step';
import { STEP } from './step';
import type { Walk } from './walk';

const ETHER_IP_HEADER_BYTES = 2;
const VERSION_3 = 3;

/** Passes the header before an Ethernet frame in IP, RFC 3378 §3. */
export function scanEtherIp(walk: Walk): Step {
  const { view, offset } = walk;
  if (walk.capturedEnd - offset < ETHER_IP_HEADER_BYTES) {
    return walk.truncated('etherip', offset, ETHER_IP_HEADER_BYTES);
  }
  const version = view.getUint8(offset) >>> 4;
  if (version !== VERSION_3) {
    return walk.malformed('etherip', offset, 'version', version, '3 (RFC 3378 §3)');
  }
  walk.offset = offset + ETHER_IP_HEADER_BYTES;
  return STEP.ethernet;
}

/** Gives the header as a tree of fields, each with its bits in the frame. */
export function describeEtherIp(frame: DataView, { offset, length }: ByteRange): PacketField {
  const word = frame.getUint16(offset);
  return field('Ethernet in IP', '', offset, length, {
    reference: 'RFC 3378 §3',
    fields: [bitField('Version', word >>> 12, offset, 0, 4), bitField('Reserved', word & 0x0fff, offset, 4, 12)],
  });
}
