import type { ByteRange } from './decode-error';
import { bitField, field, flagField, hex, hexBytes } from './field';
import { etherTypeName, stepAfterEtherType } from './ether-type';
import type { PacketField } from './packet-detail';
import type { Step } from './step';
import type { Walk } from './walk';

// Byte offsets in the security tag after its EtherType, IEEE 802.1AE §9.3.
const CONTROL = 0;
const SHORT_LENGTH = 1;
const PACKET_NUMBER = 2;
const CHANNEL = 6;

const MIN_TAG_BYTES = 6;
const CHANNEL_BYTES = 8;
const ETHER_TYPE_BYTES = 2;
const CHECK_VALUE_BYTES = 16;

const CHANNEL_PRESENT = 0x20;
const ENCRYPTED = 0x08;
const CHANGED = 0x04;

function tagBytes(view: DataView, offset: number): number {
  return MIN_TAG_BYTES + ((view.getUint8(offset + CONTROL) & CHANNEL_PRESENT) === 0 ? 0 : CHANNEL_BYTES);
}

function isEncrypted(view: DataView, offset: number): boolean {
  return (view.getUint8(offset + CONTROL) & (ENCRYPTED | CHANGED)) !== 0;
}

/** Passes the security tag, and the EtherType behind it where only the frame's integrity is protected. */
export function scanMacsec(walk: Walk): Step {
  const { view, offset } = walk;
  if (walk.capturedEnd - offset < MIN_TAG_BYTES) {
    return walk.truncated('macsec', offset, MIN_TAG_BYTES);
  }
  const encrypted = isEncrypted(view, offset);
  const headerBytes = tagBytes(view, offset) + (encrypted ? 0 : ETHER_TYPE_BYTES);
  if (walk.capturedEnd - offset < headerBytes) {
    return walk.truncated('macsec', offset, headerBytes);
  }
  walk.offset = offset + headerBytes;
  if (encrypted) {
    return walk.unsupported('macsec', offset + CONTROL, 'encrypted frame', 1, 'encrypted');
  }
  walk.endAt(Math.max(walk.offset, walk.wireEnd - CHECK_VALUE_BYTES));
  const typeOffset = walk.offset - ETHER_TYPE_BYTES;
  return stepAfterEtherType(walk, 'macsec', typeOffset, view.getUint16(typeOffset));
}

/** Gives the tag as a tree of fields, each with its bits in the frame. */
export function describeMacsec(frame: DataView, { offset, length }: ByteRange): PacketField {
  const control = frame.getUint8(offset + CONTROL);
  const hasChannel = (control & CHANNEL_PRESENT) !== 0;
  const typeOffset = offset + tagBytes(frame, offset);
  return field('MACsec', isEncrypted(frame, offset) ? 'encrypted' : 'integrity only', offset, length, {
    reference: 'IEEE 802.1AE §9.3',
    fields: [
      bitField('Version', control >>> 7, offset, 0, 1),
      flagField(frame, 'End station', offset, 1),
      flagField(frame, 'Channel present', offset, 2),
      flagField(frame, 'Single copy broadcast', offset, 3),
      flagField(frame, 'Encrypted', offset, 4),
      flagField(frame, 'Changed text', offset, 5),
      bitField('Association number', control & 0x03, offset, 6, 2),
      field('Short length', frame.getUint8(offset + SHORT_LENGTH), offset + SHORT_LENGTH, 1),
      field('Packet number', frame.getUint32(offset + PACKET_NUMBER), offset + PACKET_NUMBER, 4),
      ...(hasChannel
        ? [field('Secure channel', hexBytes(frame, offset + CHANNEL, CHANNEL_BYTES), offset + CHANNEL, CHANNEL_BYTES)]
        : []),
      ...(offset + length > typeOffset ? [etherTypeField(frame, typeOffset)] : []),
    ],
  });
}

function etherTypeField(frame: DataView, offset: number): PacketField {
  const etherType = frame.getUint16(offset);
  return field('EtherType', `${hex(etherType, 4)} (${etherTypeName(etherType)})`, offset, ETHER_TYPE_BYTES);
}
