import type { ByteRange } from './decode-error';
import { bitField, bytesText, field, hex } from './field';
import type { PacketField } from './packet-detail';
import type { Step } from './step';
import { STEP } from './step';
import type { Walk } from './walk';

// Byte offsets in the PPPoE header, RFC 2516 §4.
const VERSION_AND_TYPE = 0;
const CODE = 1;
const SESSION_ID = 2;
const LENGTH = 4;

const PPPOE_HEADER_BYTES = 6;
const VERSION_1_TYPE_1 = 0x11;
const SESSION_DATA = 0x00;

const CODE_NAMES: ReadonlyMap<number, string> = new Map([
  [SESSION_DATA, 'session data'],
  [0x07, 'PADO'],
  [0x09, 'PADI'],
  [0x0a, 'PADG'],
  [0x0b, 'PADC'],
  [0x0c, 'PADQ'],
  [0x19, 'PADR'],
  [0x65, 'PADS'],
  [0xa7, 'PADT'],
]);

function codeName(code: number): string {
  return CODE_NAMES.get(code) ?? 'unknown';
}

/** Passes the header of PPP over Ethernet. The frames that set a session up and end it carry no packet. */
export function scanPppoe(walk: Walk): Step {
  const { view, offset } = walk;
  if (walk.capturedEnd - offset < PPPOE_HEADER_BYTES) {
    return walk.truncated('pppoe', offset, PPPOE_HEADER_BYTES);
  }
  const versionAndType = view.getUint8(offset + VERSION_AND_TYPE);
  if (versionAndType !== VERSION_1_TYPE_1) {
    return walk.malformed('pppoe', offset, 'version and type', versionAndType, '17 (RFC 2516 §4)');
  }
  walk.offset = offset + PPPOE_HEADER_BYTES;
  walk.endAt(walk.offset + view.getUint16(offset + LENGTH));
  const code = view.getUint8(offset + CODE);
  return code === SESSION_DATA ? STEP.ppp : walk.unsupported('pppoe', offset + CODE, 'code', code, codeName(code));
}

/** Gives the header as a tree of fields, each with its bytes in the frame. */
export function describePppoe(frame: DataView, { offset, length }: ByteRange): PacketField {
  const code = frame.getUint8(offset + CODE);
  const session = frame.getUint16(offset + SESSION_ID);
  return field('PPP over Ethernet', `${codeName(code)}, session ${session}`, offset, length, {
    reference: 'RFC 2516 §4',
    fields: [
      bitField('Version', frame.getUint8(offset) >>> 4, offset, 0, 4),
      bitField('Type', frame.getUint8(offset) & 0x0f, offset, 4, 4),
      field('Code', `${hex(code, 2)} (${codeName(code)})`, offset + CODE, 1),
      field('Session', session, offset + SESSION_ID, 2),
      field('Length', bytesText(frame.getUint16(offset + LENGTH)), offset + LENGTH, 2),
    ],
  });
}
