import type { PacketField } from './packet-detail';

interface Extra {
  readonly reference?: string;
  readonly fields?: readonly PacketField[];
}

/** Builds a field; without `reference` it is specified where its parent is. */
export function field(
  name: string,
  value: string | number,
  offset: number,
  length: number,
  extra: Extra = {},
): PacketField {
  return {
    name,
    value: String(value),
    range: { offset, length },
    reference: extra.reference ?? '',
    fields: extra.fields ?? [],
  };
}

/** `0x0800`, with as many digits as the field has. */
export function hex(value: number, digits: number): string {
  return `0x${value.toString(16).padStart(digits, '0')}`;
}

/** A one-bit flag. */
export function flagField(name: string, isSet: boolean, offset: number): PacketField {
  return field(name, isSet ? 'set' : 'not set', offset, 1);
}

/** `12 bytes`, `1 byte`. */
export function bytesText(count: number): string {
  return count === 1 ? '1 byte' : `${count} bytes`;
}

/** `deadbeef`: bytes in hexadecimal, at most `limit` of them. */
export function hexBytes(frame: DataView, offset: number, length: number, limit = 64): string {
  let text = '';
  for (let index = 0; index < Math.min(length, limit); index++) {
    text += frame
      .getUint8(offset + index)
      .toString(16)
      .padStart(2, '0');
  }
  return length > limit ? `${text}...` : text;
}
