import type { ByteRange } from './decode-error';
import { ipv4TextOf } from './address-text';
import { field, hex, hexBytes } from './field';
import type { PacketField } from './packet-detail';
import type { Step } from './step';
import { STEP } from './step';
import type { Walk } from './walk';

// What may stand before the IPv6 packet, RFC 4380 §5.1.1; both begin with two bytes that no IPv6 packet begins with.
const ORIGIN = 0x0000;
const ORIGIN_BYTES = 8;
const AUTHENTICATION = 0x0001;
/** Without client identifier and authentication value, whose lengths are its bytes 2 and 3. */
const MIN_AUTHENTICATION_BYTES = 13;

const INDICATOR_BYTES = 4;
const IPV6_PAYLOAD_LENGTH = 4;
const IPV6_HEADER_BYTES = 40;

/** Length of the indicator at `offset`; 0: there is none, or the capture cut its beginning. */
function indicatorBytes(view: DataView, offset: number, capturedEnd: number): number {
  if (capturedEnd - offset < INDICATOR_BYTES) {
    return 0;
  }
  switch (view.getUint16(offset)) {
    case ORIGIN:
      return ORIGIN_BYTES;
    case AUTHENTICATION:
      return MIN_AUTHENTICATION_BYTES + view.getUint8(offset + 2) + view.getUint8(offset + 3);
    default:
      return 0;
  }
}

/** An authentication indicator comes first, then an origin indicator, each at most once. */
function indicatorsEnd(view: DataView, offset: number, capturedEnd: number): number {
  const hasAuthentication = capturedEnd - offset >= INDICATOR_BYTES && view.getUint16(offset) === AUTHENTICATION;
  const at = hasAuthentication ? offset + indicatorBytes(view, offset, capturedEnd) : offset;
  const hasOrigin = capturedEnd - at >= INDICATOR_BYTES && view.getUint16(at) === ORIGIN;
  return hasOrigin ? at + ORIGIN_BYTES : at;
}

/** Tells whether a datagram of Teredo's port can be one: an IPv6 packet that fits must follow the indicators. */
export function isTeredo({ view, offset, capturedEnd, wireEnd }: Walk): boolean {
  const at = indicatorsEnd(view, offset, capturedEnd);
  if (capturedEnd - at < IPV6_PAYLOAD_LENGTH + 2 || view.getUint8(at) >>> 4 !== 6) {
    return false;
  }
  return wireEnd - at >= IPV6_HEADER_BYTES + view.getUint16(at + IPV6_PAYLOAD_LENGTH);
}

/** Passes the indicators, if there are any, before an IPv6 packet in UDP. */
export function scanTeredo(walk: Walk): Step {
  walk.offset = indicatorsEnd(walk.view, walk.offset, walk.capturedEnd);
  return STEP.ipv6;
}

/** Gives the indicators as a tree of fields, each with its bytes in the frame. */
export function describeTeredo(frame: DataView, { offset, length }: ByteRange): PacketField {
  const end = offset + length;
  const fields: PacketField[] = [];
  for (let at = offset; at < end; at += indicatorBytes(frame, at, end)) {
    fields.push(frame.getUint16(at) === ORIGIN ? describeOrigin(frame, at) : describeAuthentication(frame, at, end));
  }
  return field('Teredo', fields.map(({ name }) => name.toLowerCase()).join(', '), offset, length, {
    reference: 'RFC 4380 §5.1.1',
    fields,
  });
}

/** Port and address are written with every bit inverted, so that no translator on the way changes them. */
function describeOrigin(frame: DataView, offset: number): PacketField {
  const port = frame.getUint16(offset + 2) ^ 0xffff;
  const address = ipv4TextOf(~frame.getUint32(offset + 4) >>> 0);
  return field('Origin indication', `${address}:${port}`, offset, ORIGIN_BYTES, {
    fields: [
      field('Indicator', hex(ORIGIN, 4), offset, 2),
      field('Origin port', port, offset + 2, 2),
      field('Origin address', address, offset + 4, 4),
    ],
  });
}

function describeAuthentication(frame: DataView, offset: number, end: number): PacketField {
  const idBytes = frame.getUint8(offset + 2);
  const valueBytes = frame.getUint8(offset + 3);
  const length = indicatorBytes(frame, offset, end);
  const hexField = (name: string, at: number, bytes: number) =>
    bytes === 0 ? [] : [field(name, hexBytes(frame, at, bytes), at, bytes)];
  const nonceAt = offset + INDICATOR_BYTES + idBytes + valueBytes;
  return field('Authentication', `${length} bytes`, offset, length, {
    fields: [
      field('Indicator', hex(AUTHENTICATION, 4), offset, 2),
      field('Client identifier length', idBytes, offset + 2, 1),
      field('Authentication value length', valueBytes, offset + 3, 1),
      ...hexField('Client identifier', offset + INDICATOR_BYTES, idBytes),
      ...hexField('Authentication value', offset + INDICATOR_BYTES + idBytes, valueBytes),
      ...hexField('Nonce', nonceAt, 8),
      ...hexField('Confirmation', nonceAt + 8, 1),
    ],
  });
}
