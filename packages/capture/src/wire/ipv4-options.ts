import { ipv4Text } from './address-text';
import type { ByteRange } from './decode-error';
import { bytesText, field, hexBytes } from './field';
import type { PacketField } from './packet-detail';

const END_OF_OPTIONS = 0;
const NO_OPERATION = 1;
const RECORD_ROUTE = 7;
const ROUTER_ALERT = 148;
const LOOSE_SOURCE_ROUTE = 131;
const STRICT_SOURCE_ROUTE = 137;

/** https://www.iana.org/assignments/ip-parameters: option numbers with copy bit and class. */
const OPTIONS: ReadonlyMap<number, { readonly name: string; readonly reference: string }> = new Map([
  [END_OF_OPTIONS, { name: 'End of options', reference: 'RFC 791 §3.1' }],
  [NO_OPERATION, { name: 'No operation', reference: 'RFC 791 §3.1' }],
  [RECORD_ROUTE, { name: 'Record route', reference: 'RFC 791 §3.1' }],
  [25, { name: 'Quick-start', reference: 'RFC 4782 §3.1' }],
  [68, { name: 'Timestamp', reference: 'RFC 791 §3.1' }],
  [82, { name: 'Traceroute', reference: 'RFC 1393 §2.2' }],
  [130, { name: 'Security', reference: 'RFC 1108 §2' }],
  [LOOSE_SOURCE_ROUTE, { name: 'Loose source route', reference: 'RFC 791 §3.1' }],
  [133, { name: 'Extended security', reference: 'RFC 1108 §3' }],
  [134, { name: 'CIPSO', reference: 'draft-ietf-cipso-ipsecurity-01' }],
  [136, { name: 'Stream identifier', reference: 'RFC 791 §3.1' }],
  [STRICT_SOURCE_ROUTE, { name: 'Strict source route', reference: 'RFC 791 §3.1' }],
  [ROUTER_ALERT, { name: 'Router alert', reference: 'RFC 2113 §2.1' }],
]);

/** Gives the options that fill `range` as a field, nothing for an empty one; what cannot be read is given as it is. */
export function describeIpv4Options(frame: DataView, range: ByteRange): PacketField[] {
  if (range.length === 0) {
    return [];
  }
  const fields: PacketField[] = [];
  const end = range.offset + range.length;
  let at = range.offset;
  let isOver = false;
  while (at < end && !isOver) {
    const lengthBytes = optionBytes(frame, at, end);
    if (lengthBytes === 0) {
      break;
    }
    fields.push(describeOption(frame, at, lengthBytes));
    isOver = frame.getUint8(at) === END_OF_OPTIONS;
    at += lengthBytes;
  }
  if (at < end) {
    fields.push(field(isOver ? 'Padding' : 'Not an option', hexBytes(frame, at, end - at), at, end - at));
  }
  return [field('Options', bytesText(range.length), range.offset, range.length, { fields })];
}

/** Length of the option at `offset`; 0: it is damaged. */
function optionBytes(frame: DataView, offset: number, end: number): number {
  if (frame.getUint8(offset) <= NO_OPERATION) {
    return 1;
  }
  const length = offset + 2 > end ? 0 : frame.getUint8(offset + 1);
  return length >= 2 && offset + length <= end ? length : 0;
}

function describeOption(frame: DataView, offset: number, length: number): PacketField {
  const kind = frame.getUint8(offset);
  const known = OPTIONS.get(kind);
  const reference = known?.reference ?? '';
  return field(known?.name ?? `Option ${kind}`, valueText(frame, kind, offset, length), offset, length, { reference });
}

function valueText(frame: DataView, kind: number, offset: number, length: number): string {
  switch (kind) {
    case RECORD_ROUTE:
    case LOOSE_SOURCE_ROUTE:
    case STRICT_SOURCE_ROUTE:
      return routeText(frame, offset, length);
    default:
      return length > 2 ? hexBytes(frame, offset + 2, length - 2) : '';
  }
}

/** The addresses after type, length and pointer; the pointer says where the next one is, counted from 1. */
function routeText(frame: DataView, offset: number, length: number): string {
  const addresses: string[] = [];
  for (let at = offset + 3; at + 4 <= offset + length; at += 4) {
    addresses.push(ipv4Text(frame, at));
  }
  return length < 3 ? '' : `pointer ${frame.getUint8(offset + 2)}: ${addresses.join(', ')}`;
}
