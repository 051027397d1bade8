import type { ByteRange } from './decode-error';
import { bitField, bytesText, field, flagField, hexBytes } from './field';
import type { PacketField } from './packet-detail';
import type { Step } from './step';
import { STEP } from './step';
import type { Walk } from './walk';

// Flags of the first two bytes, RFC 2661 §3.1.
const CONTROL_MESSAGE = 0x8000;
const LENGTH_PRESENT = 0x4000;
const SEQUENCE_PRESENT = 0x0800;
const OFFSET_PRESENT = 0x0200;
const VERSION_MASK = 0x000f;
const VERSION_2 = 2;

const FLAGS_BYTES = 2;
const LENGTH_BYTES = 2;
const IDS_BYTES = 4;
const SEQUENCE_BYTES = 4;
const OFFSET_BYTES = 2;

/** Where the offset size field is, if there is one: behind all other fields. */
function fixedHeaderBytes(flags: number): number {
  return (
    FLAGS_BYTES +
    IDS_BYTES +
    ((flags & LENGTH_PRESENT) === 0 ? 0 : LENGTH_BYTES) +
    ((flags & SEQUENCE_PRESENT) === 0 ? 0 : SEQUENCE_BYTES)
  );
}

/** Tells whether a datagram to L2TP's port can be one: version 2, and no longer than it says. */
export function isL2tp({ view, offset, capturedEnd, wireEnd }: Walk): boolean {
  if (capturedEnd - offset < FLAGS_BYTES) {
    return false;
  }
  const flags = view.getUint16(offset);
  const hasLength = (flags & LENGTH_PRESENT) !== 0 && capturedEnd - offset >= FLAGS_BYTES + LENGTH_BYTES;
  const lengthBytes = hasLength ? view.getUint16(offset + FLAGS_BYTES) : fixedHeaderBytes(flags);
  return (
    (flags & VERSION_MASK) === VERSION_2 && lengthBytes >= fixedHeaderBytes(flags) && wireEnd - offset >= lengthBytes
  );
}

/** Passes the header before a PPP frame in UDP. Messages that set a tunnel up and end it carry no packet. */
export function scanL2tp(walk: Walk): Step {
  const { view, offset } = walk;
  const flags = view.getUint16(offset);
  const fixedBytes = fixedHeaderBytes(flags);
  const hasOffset = (flags & OFFSET_PRESENT) !== 0;
  const leastBytes = fixedBytes + (hasOffset ? OFFSET_BYTES : 0);
  if (walk.capturedEnd - offset < leastBytes) {
    return walk.truncated('l2tp', offset, leastBytes);
  }
  const headerBytes = leastBytes + (hasOffset ? view.getUint16(offset + fixedBytes) : 0);
  if (walk.capturedEnd - offset < headerBytes) {
    return walk.truncated('l2tp', offset, headerBytes);
  }
  if ((flags & LENGTH_PRESENT) !== 0) {
    walk.endAt(offset + Math.max(headerBytes, view.getUint16(offset + FLAGS_BYTES)));
  }
  walk.offset = offset + headerBytes;
  return (flags & CONTROL_MESSAGE) === 0 && walk.wireEnd > walk.offset ? STEP.ppp : STEP.end;
}

/** Gives the header as a tree of fields, each with its bits in the frame. */
export function describeL2tp(frame: DataView, { offset, length }: ByteRange): PacketField {
  const flags = frame.getUint16(offset);
  const fields: PacketField[] = [
    flagField(frame, 'Control message', offset, 0),
    flagField(frame, 'Length present', offset, 1),
    bitField('Reserved', (flags >>> 12) & 0x03, offset, 2, 2),
    flagField(frame, 'Sequence present', offset, 4),
    flagField(frame, 'Reserved', offset, 5),
    flagField(frame, 'Offset present', offset, 6),
    flagField(frame, 'Priority', offset, 7),
    bitField('Reserved', (flags >>> 4) & 0x0f, offset, 8, 4),
    bitField('Version', flags & VERSION_MASK, offset, 12, 4),
  ];
  let at = offset + FLAGS_BYTES;
  const takeUint16 = (name: string, isBytes = false) => {
    const value = frame.getUint16(at);
    fields.push(field(name, isBytes ? bytesText(value) : value, at, 2));
    at += 2;
  };
  if ((flags & LENGTH_PRESENT) !== 0) {
    takeUint16('Length', true);
  }
  takeUint16('Tunnel');
  takeUint16('Session');
  if ((flags & SEQUENCE_PRESENT) !== 0) {
    takeUint16('Sequence number sent');
    takeUint16('Sequence number received');
  }
  if ((flags & OFFSET_PRESENT) !== 0) {
    takeUint16('Offset size', true);
  }
  const paddingBytes = offset + length - at;
  if (paddingBytes > 0) {
    fields.push(field('Offset padding', hexBytes(frame, at, paddingBytes), at, paddingBytes));
  }
  const kind = (flags & CONTROL_MESSAGE) === 0 ? 'data' : 'control message';
  return field('Layer Two Tunneling Protocol', kind, offset, length, { reference: 'RFC 2661 §3.1', fields });
}
