import type { ByteRange } from './decode-error';
import { bitField, field, flagField, hex } from './field';
import type { PacketField } from './packet-detail';
import type { Step } from './step';
import { STEP } from './step';
import type { Walk } from './walk';

// Byte offsets of draft-foschiano-erspan-03 §4.2, §4.3.
const VERSION_AND_VLAN = 0;
const SESSION = 2;
const INDEX = 4;
const TIMESTAMP = 4;
const SECURITY_GROUP = 8;
const TYPE_AND_FLAGS = 10;
const PLATFORM_HEADER = 12;

const TYPE_2_BYTES = 8;
const TYPE_3_BYTES = 12;
const PLATFORM_BYTES = 8;
const HAS_PLATFORM_HEADER = 0x01;

/** What a type III header says that it mirrors. */
const FRAME_TYPE_NAMES: ReadonlyMap<number, string> = new Map([
  [0, 'Ethernet'],
  [2, 'IP'],
]);

/** Passes the header of a mirrored frame, type II. */
export function scanErspan2(walk: Walk): Step {
  if (walk.capturedEnd - walk.offset < TYPE_2_BYTES) {
    return walk.truncated('erspan', walk.offset, TYPE_2_BYTES);
  }
  walk.offset += TYPE_2_BYTES;
  return STEP.ethernet;
}

/** Passes the header of a mirrored frame, type III. */
export function scanErspan3(walk: Walk): Step {
  const { view, offset } = walk;
  if (walk.capturedEnd - offset < TYPE_3_BYTES) {
    return walk.truncated('erspan', offset, TYPE_3_BYTES);
  }
  const typeAndFlags = view.getUint16(offset + TYPE_AND_FLAGS);
  const headerBytes = TYPE_3_BYTES + ((typeAndFlags & HAS_PLATFORM_HEADER) !== 0 ? PLATFORM_BYTES : 0);
  if (walk.capturedEnd - offset < headerBytes) {
    return walk.truncated('erspan', offset, headerBytes);
  }
  walk.offset = offset + headerBytes;
  const frameType = (typeAndFlags >>> 10) & 0x1f;
  switch (FRAME_TYPE_NAMES.get(frameType)) {
    case 'Ethernet':
      return STEP.ethernet;
    case 'IP':
      return STEP.rawIp;
    default:
      return walk.unsupported('erspan', offset + TYPE_AND_FLAGS, 'frame type', frameType, 'unknown');
  }
}

/** Gives the header as a tree of fields, each with its bits in the frame. */
export function describeErspan(frame: DataView, { offset, length }: ByteRange): PacketField {
  const session = frame.getUint16(offset + SESSION);
  const vlan = frame.getUint16(offset + VERSION_AND_VLAN);
  const isType2 = length === TYPE_2_BYTES;
  return field(`ERSPAN type ${isType2 ? 'II' : 'III'}`, `session ${session & 0x3ff}`, offset, length, {
    reference: `draft-foschiano-erspan-03 §4.${isType2 ? 2 : 3}`,
    fields: [
      bitField('Version', vlan >>> 12, offset, 0, 4),
      bitField('VLAN identifier', vlan & 0xfff, offset, 4, 12),
      bitField('Class of service', session >>> 13, offset + SESSION, 0, 3),
      bitField(isType2 ? 'Encapsulation' : 'Bad, short or oversized', (session >>> 11) & 0x03, offset + SESSION, 3, 2),
      flagField(frame, 'Truncated', offset + SESSION, 5),
      bitField('Session', session & 0x3ff, offset + SESSION, 6, 10),
      ...(isType2
        ? [field('Index', hex(frame.getUint32(offset + INDEX), 8), offset + INDEX, 4)]
        : type3Fields(frame, { offset, length })),
    ],
  });
}

function type3Fields(frame: DataView, { offset, length }: ByteRange): PacketField[] {
  const typeAndFlags = frame.getUint16(offset + TYPE_AND_FLAGS);
  const frameType = (typeAndFlags >>> 10) & 0x1f;
  const at = offset + TYPE_AND_FLAGS;
  return [
    field('Timestamp', frame.getUint32(offset + TIMESTAMP), offset + TIMESTAMP, 4),
    field('Security group tag', frame.getUint16(offset + SECURITY_GROUP), offset + SECURITY_GROUP, 2),
    flagField(frame, 'Ethernet protocol data unit', at, 0),
    bitField('Frame type', `${frameType} (${FRAME_TYPE_NAMES.get(frameType) ?? 'unknown'})`, at, 1, 5),
    bitField('Hardware', (typeAndFlags >>> 4) & 0x3f, at, 6, 6),
    bitField('Direction', (typeAndFlags >>> 3) & 1, at, 12, 1),
    bitField('Granularity', (typeAndFlags >>> 1) & 0x03, at, 13, 2),
    flagField(frame, 'Platform header present', at, 15),
    ...(length > TYPE_3_BYTES
      ? [field('Platform header', `${PLATFORM_BYTES} bytes`, offset + PLATFORM_HEADER, PLATFORM_BYTES)]
      : []),
  ];
}
