import type { ByteRange } from './decode-error';
import { bytesText, field, hex, hexBytes } from './field';
import type { PacketField } from './packet-detail';

const PAD_1 = 0x00;
const PAD_N = 0x01;
const JUMBO_PAYLOAD = 0xc2;

/** https://www.iana.org/assignments/ipv6-parameters: destination options and hop-by-hop options. */
const OPTIONS: ReadonlyMap<number, { readonly name: string; readonly reference: string }> = new Map([
  [PAD_N, { name: 'PadN', reference: 'RFC 8200 §4.2' }],
  [0x04, { name: 'Tunnel encapsulation limit', reference: 'RFC 2473 §4.1.1' }],
  [0x05, { name: 'Router alert', reference: 'RFC 2711 §2.1' }],
  [0x07, { name: 'CALIPSO', reference: 'RFC 5570 §5.1' }],
  [0x0f, { name: 'PDM', reference: 'RFC 8250 §3.2' }],
  [0x26, { name: 'Quick-start', reference: 'RFC 4782 §3.1' }],
  [0x30, { name: 'Minimum path MTU', reference: 'RFC 9268 §5' }],
  [0x31, { name: 'IOAM', reference: 'RFC 9486 §3' }],
  [0x63, { name: 'RPL', reference: 'RFC 6553 §3' }],
  [JUMBO_PAYLOAD, { name: 'Jumbo payload', reference: 'RFC 2675 §2' }],
  [0xc9, { name: 'Home address', reference: 'RFC 6275 §6.3' }],
]);

/**
 * Gives the options of a hop-by-hop or destination options header. What cannot be read as an option ends them and is
 * given as it is.
 */
export function ipv6OptionFields(frame: DataView, { offset, length }: ByteRange): PacketField[] {
  const fields: PacketField[] = [];
  const end = offset + length;
  let at = offset;
  while (at < end) {
    const lengthBytes = optionBytes(frame, at, end);
    if (lengthBytes === 0) {
      fields.push(field('Not an option', hexBytes(frame, at, end - at), at, end - at));
      break;
    }
    fields.push(describeOption(frame, at, lengthBytes));
    at += lengthBytes;
  }
  return fields;
}

/** Length of the option at `offset`; 0: it is damaged. */
function optionBytes(frame: DataView, offset: number, end: number): number {
  if (frame.getUint8(offset) === PAD_1) {
    return 1;
  }
  const length = offset + 2 > end ? 0 : 2 + frame.getUint8(offset + 1);
  return offset + length <= end ? length : 0;
}

function describeOption(frame: DataView, offset: number, length: number): PacketField {
  const type = frame.getUint8(offset);
  if (type === PAD_1) {
    return field('Pad1', '', offset, 1, { reference: 'RFC 8200 §4.2' });
  }
  const known = OPTIONS.get(type);
  const value =
    type === JUMBO_PAYLOAD && length === 6
      ? bytesText(frame.getUint32(offset + 2))
      : hexBytes(frame, offset + 2, length - 2);
  return field(known?.name ?? `Option ${hex(type, 2)}`, value, offset, length, { reference: known?.reference ?? '' });
}
