import type { PacketField } from './packet-detail';

export interface FieldExtra {
  readonly reference?: string;
  readonly fields?: readonly PacketField[];
}

const NO_EXTRA: FieldExtra = {};
const NO_FIELDS: readonly PacketField[] = [];

/** Builds a field; without `reference` it is specified where its parent is. */
export function field(
  name: string,
  value: string | number,
  offset: number,
  length: number,
  extra: FieldExtra = NO_EXTRA,
): PacketField {
  return {
    name,
    value: String(value),
    range: { offset, length },
    reference: extra.reference ?? '',
    fields: extra.fields ?? NO_FIELDS,
  };
}

/** `0x0800`, with as many digits as the field has. */
export function hex(value: number, digits: number): string {
  return `0x${value.toString(16).padStart(digits, '0')}`;
}

/**
 * Builds a field of a few bits.
 *
 * @param offset Byte from which `firstBit` counts, the most significant bit of that byte being 0.
 */
export function bitField(
  name: string,
  value: string | number,
  offset: number,
  firstBit: number,
  bitCount: number,
  extra: FieldExtra = NO_EXTRA,
): PacketField {
  const firstByte = firstBit >>> 3;
  const length = ((firstBit + bitCount - 1) >>> 3) - firstByte + 1;
  return {
    name,
    value: String(value),
    range: { offset: offset + firstByte, length },
    reference: extra.reference ?? '',
    fields: extra.fields ?? NO_FIELDS,
    bits: { first: firstBit & 7, count: bitCount },
  };
}

/** Builds a one-bit flag; its value is read from the frame. */
export function flagField(
  frame: DataView,
  name: string,
  offset: number,
  bit: number,
  extra: FieldExtra = NO_EXTRA,
): PacketField {
  const isSet = (frame.getUint8(offset + (bit >>> 3)) & (0x80 >>> (bit & 7))) !== 0;
  return bitField(name, isSet ? 'set' : 'not set', offset, bit, 1, extra);
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
