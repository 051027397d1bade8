import { macText } from './address-text';
import type { ByteRange } from './decode-error';
import { bitField, field, flagField, hex } from './field';
import type { PacketField } from './packet-detail';
import type { Step } from './step';
import { STEP } from './step';
import type { Walk } from './walk';

// Byte offsets in the MAC header, IEEE 802.11-2020 §9.2.3; fields of two bytes are little-endian.
const FRAME_CONTROL = 0;
const DURATION = 2;
const ADDRESS_1 = 4;
const ADDRESS_2 = 10;
const ADDRESS_3 = 16;
const SEQUENCE_CONTROL = 22;
const ADDRESS_4 = 24;

const ADDRESS_BYTES = 6;
const FRAME_CONTROL_BYTES = 2;
const THREE_ADDRESSES_BYTES = 24;
const QOS_CONTROL_BYTES = 2;
const HT_CONTROL_BYTES = 4;

const TYPE_NAMES = ['management', 'control', 'data', 'extension'] as const;
const DATA = 2;

// In the first byte of frame control.
const SUBTYPE_NULL = 0x40;
const SUBTYPE_QOS = 0x80;
// In the second.
const TO_DS = 0x01;
const FROM_DS = 0x02;
const PROTECTED = 0x40;
const HT_CONTROL_FOLLOWS = 0x80;

const FRAGMENT_NUMBER_MASK = 0x0f;
const AGGREGATE = 0x80;

/**
 * Passes the MAC header of a data frame, up to its LLC header. Only data that is neither protected nor aggregated is
 * followed; everything else is named.
 *
 * @param padsHeader The radio pads the header to a multiple of four bytes.
 */
export function scanIeee80211(walk: Walk, padsHeader: boolean): Step {
  const { view, offset, capturedEnd } = walk;
  if (capturedEnd - offset < FRAME_CONTROL_BYTES) {
    return walk.truncated('ieee80211', offset, FRAME_CONTROL_BYTES);
  }
  const control = view.getUint8(offset + FRAME_CONTROL);
  const version = control & 0x03;
  const type = (control >>> 2) & 0x03;
  if (version !== 0) {
    return walk.unsupported('ieee80211', offset, 'protocol version', version, 'unknown');
  }
  if (type !== DATA) {
    walk.offset = offset + FRAME_CONTROL_BYTES;
    return walk.unsupported('ieee80211', offset, 'frame type', type, TYPE_NAMES[type] ?? 'unknown');
  }
  const flags = view.getUint8(offset + FRAME_CONTROL + 1);
  const headerBytes = dataHeaderBytes(control, flags);
  const takenBytes = padsHeader ? (headerBytes + 3) & ~3 : headerBytes;
  if (capturedEnd - offset < takenBytes) {
    return walk.truncated('ieee80211', offset, takenBytes);
  }
  walk.offset = offset + takenBytes;
  return (control & SUBTYPE_NULL) === 0 ? stepAfterDataHeader(walk, offset, control, flags) : STEP.end;
}

function dataHeaderBytes(control: number, flags: number): number {
  const isQos = (control & SUBTYPE_QOS) !== 0;
  const hasFourAddresses = (flags & (TO_DS | FROM_DS)) === (TO_DS | FROM_DS);
  return (
    THREE_ADDRESSES_BYTES +
    (hasFourAddresses ? ADDRESS_BYTES : 0) +
    (isQos ? QOS_CONTROL_BYTES : 0) +
    (isQos && (flags & HT_CONTROL_FOLLOWS) !== 0 ? HT_CONTROL_BYTES : 0)
  );
}

function qosControlOffset(offset: number, flags: number): number {
  const hasFourAddresses = (flags & (TO_DS | FROM_DS)) === (TO_DS | FROM_DS);
  return offset + THREE_ADDRESSES_BYTES + (hasFourAddresses ? ADDRESS_BYTES : 0);
}

function stepAfterDataHeader(walk: Walk, offset: number, control: number, flags: number): Step {
  const { view } = walk;
  const fragment = view.getUint8(offset + SEQUENCE_CONTROL) & FRAGMENT_NUMBER_MASK;
  if ((flags & PROTECTED) !== 0) {
    return walk.unsupported('ieee80211', offset + FRAME_CONTROL + 1, 'protected frame', 1, 'encrypted');
  }
  if (fragment !== 0) {
    return walk.unsupported('ieee80211', offset + SEQUENCE_CONTROL, 'fragment number', fragment, 'a later fragment');
  }
  const qosOffset = qosControlOffset(offset, flags);
  if ((control & SUBTYPE_QOS) !== 0 && (view.getUint8(qosOffset) & AGGREGATE) !== 0) {
    return walk.unsupported('ieee80211', qosOffset, 'A-MSDU present', 1, 'aggregate of several packets');
  }
  return STEP.llc;
}

/** Gives the header as a tree of fields, each with its bytes in the frame. */
export function describeIeee80211(frame: DataView, { offset, length }: ByteRange): PacketField {
  const control = frame.getUint8(offset);
  const type = (control >>> 2) & 0x03;
  const name = TYPE_NAMES[type] ?? 'unknown';
  return field('IEEE 802.11', `${name} frame`, offset, length, {
    reference: 'IEEE 802.11-2020 §9.2',
    fields: [
      field('Frame control', hex(frame.getUint16(offset, true), 4), offset, FRAME_CONTROL_BYTES, {
        fields: frameControlFields(frame, offset),
      }),
      ...(length >= THREE_ADDRESSES_BYTES ? dataFields(frame, { offset, length }) : []),
    ],
  });
}

function frameControlFields(frame: DataView, offset: number): PacketField[] {
  const control = frame.getUint8(offset);
  const type = (control >>> 2) & 0x03;
  return [
    bitField('Subtype', control >>> 4, offset, 0, 4),
    bitField('Type', `${type} (${TYPE_NAMES[type] ?? 'unknown'})`, offset, 4, 2),
    bitField('Protocol version', control & 0x03, offset, 6, 2),
    flagField(frame, 'HT control follows', offset, 8),
    flagField(frame, 'Protected', offset, 9),
    flagField(frame, 'More data', offset, 10),
    flagField(frame, 'Power management', offset, 11),
    flagField(frame, 'Retry', offset, 12),
    flagField(frame, 'More fragments', offset, 13),
    flagField(frame, 'From distribution system', offset, 14),
    flagField(frame, 'To distribution system', offset, 15),
  ];
}

function dataFields(frame: DataView, { offset, length }: ByteRange): PacketField[] {
  const control = frame.getUint8(offset);
  const flags = frame.getUint8(offset + 1);
  const address = (name: string, at: number) => field(name, macText(frame, offset + at, ADDRESS_BYTES), offset + at, 6);
  const qosOffset = qosControlOffset(offset, flags);
  const headerEnd = offset + dataHeaderBytes(control, flags);
  const sequence = frame.getUint16(offset + SEQUENCE_CONTROL, true);
  const isQos = (control & SUBTYPE_QOS) !== 0;
  const htOffset = qosOffset + QOS_CONTROL_BYTES;
  const padding = offset + length - headerEnd;
  return [
    field('Duration', frame.getUint16(offset + DURATION, true), offset + DURATION, 2),
    address('Address 1', ADDRESS_1),
    address('Address 2', ADDRESS_2),
    address('Address 3', ADDRESS_3),
    field('Sequence control', `number ${sequence >>> 4}, fragment ${sequence & 0x0f}`, offset + SEQUENCE_CONTROL, 2),
    ...(qosOffset > offset + ADDRESS_4 ? [address('Address 4', ADDRESS_4)] : []),
    ...(isQos ? [field('QoS control', hex(frame.getUint16(qosOffset, true), 4), qosOffset, QOS_CONTROL_BYTES)] : []),
    ...(isQos && headerEnd > htOffset
      ? [field('HT control', hex(frame.getUint32(htOffset, true), 8), htOffset, HT_CONTROL_BYTES)]
      : []),
    ...(padding > 0 ? [field('Padding', padding, headerEnd, padding)] : []),
  ];
}
