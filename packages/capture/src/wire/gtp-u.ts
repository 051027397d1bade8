import type { ByteRange } from './decode-error';
import { bitField, bytesText, field, flagField, hex } from './field';
import { describeGtpUExtensions, EXTENSION_UNIT_BYTES, extensionTypeText } from './gtp-u-extensions';
import { ipByVersion } from './ip-by-version';
import type { PacketField } from './packet-detail';
import type { Step } from './step';
import { STEP } from './step';
import type { Walk } from './walk';

// Byte offsets in the GTP-U header, 3GPP TS 29.281 §5.1.
const FLAGS = 0;
const MESSAGE_TYPE = 1;
const LENGTH = 2;
const TUNNEL_ENDPOINT = 4;
const SEQUENCE = 8;
const N_PDU = 10;
const NEXT_EXTENSION = 11;

const GTP_HEADER_BYTES = 8;
const OPTIONAL_FIELDS_END = 12;
const VERSION_1_OF_GTP = 0x30;
const VERSION_AND_PROTOCOL_MASK = 0xf0;
const EXTENSIONS_FOLLOW = 0x04;
/** Any of extension, sequence number and N-PDU flag: all three fields are then there. */
const OPTIONAL_FIELDS_PRESENT = 0x07;

const MESSAGE_NAMES: ReadonlyMap<number, string> = new Map([
  [1, 'echo request'],
  [2, 'echo response'],
  [26, 'error indication'],
  [31, 'supported extension headers notification'],
  [253, 'tunnel status'],
  [254, 'end marker'],
  [255, 'user data'],
]);
const USER_DATA = 255;

function messageName(type: number): string {
  return MESSAGE_NAMES.get(type) ?? 'unknown';
}

/** Tells whether a datagram to GTP-U's port can be one: version 1 of GTP, and no longer than it says. */
export function isGtpU({ view, offset, capturedEnd, wireEnd }: Walk): boolean {
  if (capturedEnd <= offset || (view.getUint8(offset + FLAGS) & VERSION_AND_PROTOCOL_MASK) !== VERSION_1_OF_GTP) {
    return false;
  }
  const lengthBytes = capturedEnd - offset < TUNNEL_ENDPOINT ? 0 : view.getUint16(offset + LENGTH);
  return wireEnd - offset >= GTP_HEADER_BYTES + lengthBytes;
}

/** Passes the header before a subscriber's packet in UDP, its extension headers included. */
export function scanGtpU(walk: Walk): Step {
  const { view, offset } = walk;
  if (walk.capturedEnd - offset < GTP_HEADER_BYTES) {
    return walk.truncated('gtp-u', offset, GTP_HEADER_BYTES);
  }
  walk.endAt(offset + GTP_HEADER_BYTES + view.getUint16(offset + LENGTH));
  const headerBytes = gtpHeaderBytes(view, offset, walk.capturedEnd);
  if (walk.capturedEnd - offset < headerBytes) {
    return walk.truncated('gtp-u', offset, headerBytes);
  }
  walk.offset = offset + headerBytes;
  // What a session may carry besides IP (Ethernet, unstructured data), only its signalling knows.
  return view.getUint8(offset + MESSAGE_TYPE) === USER_DATA ? ipByVersion(walk, 'gtp-u') : STEP.end;
}

/** Length up to the payload; where the capture cut the header, as much as is known to be missing. */
function gtpHeaderBytes(view: DataView, offset: number, capturedEnd: number): number {
  const flags = view.getUint8(offset + FLAGS);
  if ((flags & OPTIONAL_FIELDS_PRESENT) === 0) {
    return GTP_HEADER_BYTES;
  }
  let at = offset + OPTIONAL_FIELDS_END;
  // Each extension header begins with its length and ends with the type of the next; 0 is none.
  while ((flags & EXTENSIONS_FOLLOW) !== 0 && at <= capturedEnd && view.getUint8(at - 1) !== 0) {
    if (at === capturedEnd) {
      return at + EXTENSION_UNIT_BYTES - offset;
    }
    // A length of 0 is damage (3GPP TS 29.281 §5.2.1); the least that can be written keeps the walk going.
    at += Math.max(1, view.getUint8(at)) * EXTENSION_UNIT_BYTES;
  }
  return at - offset;
}

/** Gives the header as a tree of fields, each with its bits in the frame. */
export function describeGtpU(frame: DataView, { offset, length }: ByteRange): PacketField {
  const flags = frame.getUint8(offset + FLAGS);
  const type = frame.getUint8(offset + MESSAGE_TYPE);
  const tunnel = hex(frame.getUint32(offset + TUNNEL_ENDPOINT), 8);
  const extensionBytes = length - OPTIONAL_FIELDS_END;
  const extensionsAt = offset + OPTIONAL_FIELDS_END;
  return field('GPRS Tunnelling Protocol, user plane', `${messageName(type)}, tunnel ${tunnel}`, offset, length, {
    reference: '3GPP TS 29.281 §5.1',
    fields: [
      bitField('Version', flags >>> 5, offset, 0, 3),
      flagField(frame, 'Protocol type', offset, 3),
      flagField(frame, 'Reserved', offset, 4),
      flagField(frame, 'Extension header present', offset, 5),
      flagField(frame, 'Sequence number present', offset, 6),
      flagField(frame, 'N-PDU number present', offset, 7),
      field('Message type', `${type} (${messageName(type)})`, offset + MESSAGE_TYPE, 1),
      field('Length', bytesText(frame.getUint16(offset + LENGTH)), offset + LENGTH, 2),
      field('Tunnel endpoint identifier', tunnel, offset + TUNNEL_ENDPOINT, 4),
      ...(length < OPTIONAL_FIELDS_END
        ? []
        : [
            field('Sequence number', frame.getUint16(offset + SEQUENCE), offset + SEQUENCE, 2),
            field('N-PDU number', frame.getUint8(offset + N_PDU), offset + N_PDU, 1),
            field(
              'Next extension header',
              extensionTypeText(frame.getUint8(offset + NEXT_EXTENSION)),
              offset + NEXT_EXTENSION,
              1,
            ),
          ]),
      ...(extensionBytes > 0
        ? [
            field('Extension headers', bytesText(extensionBytes), extensionsAt, extensionBytes, {
              reference: '3GPP TS 29.281 §5.2',
              fields: describeGtpUExtensions(frame, { offset: extensionsAt, length: extensionBytes }),
            }),
          ]
        : []),
    ],
  });
}
