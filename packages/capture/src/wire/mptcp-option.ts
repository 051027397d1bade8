import { ipv4Text, ipv6Text } from './address-text';
import { hex, hexBytes } from './field';

// Offsets count from the option's third byte, where its subtype is; RFC 8684 §3.

const IPV4_ADDRESS_BYTES = 4;
const IPV6_ADDRESS_BYTES = 16;

type OptionText = (frame: DataView, offset: number, length: number) => string;

const SUBTYPES: readonly (OptionText | undefined)[] = [
  capableText,
  joinText,
  dataSequenceText,
  addAddressText,
  removeAddressText,
  priorityText,
  failText,
  fastCloseText,
  resetText,
];

/** What a Multipath TCP option says: `capable v1, sender key 0x…`; a subtype without decoder in hexadecimal. */
export function mptcpText(frame: DataView, offset: number, length: number): string {
  if (length < 2) {
    return hexBytes(frame, offset, length);
  }
  const subtype = frame.getUint8(offset) >>> 4;
  return SUBTYPES[subtype]?.(frame, offset, length) ?? `subtype ${subtype} ${hexBytes(frame, offset, length)}`;
}

function keyText(name: string, frame: DataView, offset: number, end: number): string {
  return end >= offset + 8 ? `, ${name} 0x${hexBytes(frame, offset, 8)}` : '';
}

/** RFC 8684 §3.1. */
function capableText(frame: DataView, offset: number, length: number): string {
  const end = offset + length;
  const sender = keyText('sender key', frame, offset + 2, end);
  const receiver = keyText('receiver key', frame, offset + 10, end);
  const dataBytes = end >= offset + 20 ? `, length ${frame.getUint16(offset + 18)}` : '';
  return `capable v${frame.getUint8(offset) & 0x0f}${sender}${receiver}${dataBytes}`;
}

/** RFC 8684 §3.2: SYN, SYN-ACK and ACK have forms of their own. */
function joinText(frame: DataView, offset: number, length: number): string {
  const backup = (frame.getUint8(offset) & 0x01) === 0 ? '' : ' backup';
  const id = `id ${frame.getUint8(offset + 1)}`;
  switch (length) {
    case 10:
      return `join${backup} ${id}, token ${hex(frame.getUint32(offset + 2), 8)}, nonce ${hex(frame.getUint32(offset + 6), 8)}`;
    case 14:
      return `join${backup} ${id}, hmac 0x${hexBytes(frame, offset + 2, 8)}, nonce ${hex(frame.getUint32(offset + 10), 8)}`;
    default:
      return `join, hmac 0x${hexBytes(frame, offset + 2, length - 2)}`;
  }
}

/** RFC 8684 §3.3: acknowledgment and mapping of 4 or 8 bytes, as the flags say. */
function dataSequenceText(frame: DataView, offset: number, length: number): string {
  const flags = frame.getUint8(offset + 1);
  const end = offset + length;
  const parts: string[] = [];
  let at = offset + 2;
  const take = (name: string, bytes: number) => {
    if (at + bytes <= end) {
      parts.push(`${name} ${BigInt(`0x${hexBytes(frame, at, bytes)}`)}`);
    }
    at += bytes;
  };
  if ((flags & 0x01) !== 0) {
    take('ack', (flags & 0x02) === 0 ? 4 : 8);
  }
  if ((flags & 0x04) !== 0) {
    take('seq', (flags & 0x08) === 0 ? 4 : 8);
    take('subflow seq', 4);
    take('length', 2);
  }
  return `data${(flags & 0x10) === 0 ? '' : ' fin'}${parts.length > 0 ? ` ${parts.join(', ')}` : ''}`;
}

/** RFC 8684 §3.4.1: the address is followed by a port, by a truncated HMAC, or by both. */
function addAddressText(frame: DataView, offset: number, length: number): string {
  const id = `id ${frame.getUint8(offset + 1)}`;
  const isIpv6 = length >= 2 + IPV6_ADDRESS_BYTES;
  const addressBytes = isIpv6 ? IPV6_ADDRESS_BYTES : IPV4_ADDRESS_BYTES;
  if (length < 2 + addressBytes) {
    return `add-address ${id}`;
  }
  const address = isIpv6 ? ipv6Text(frame, offset + 2) : ipv4Text(frame, offset + 2);
  const restBytes = length - 2 - addressBytes;
  const port = restBytes === 2 || restBytes === 10 ? ` port ${frame.getUint16(offset + 2 + addressBytes)}` : '';
  const echo = (frame.getUint8(offset) & 0x01) === 0 ? '' : ' echo';
  return `add-address${echo} ${id} ${address}${port}`;
}

function removeAddressText(frame: DataView, offset: number, length: number): string {
  const ids = Array.from({ length: length - 1 }, (_, index) => frame.getUint8(offset + 1 + index));
  return `remove-address id ${ids.join(' ')}`;
}

function priorityText(frame: DataView, offset: number): string {
  return `priority ${(frame.getUint8(offset) & 0x01) === 0 ? 'regular' : 'backup'}, id ${frame.getUint8(offset + 1)}`;
}

function failText(frame: DataView, offset: number, length: number): string {
  return length < 10 ? 'fail' : `fail seq ${frame.getBigUint64(offset + 2)}`;
}

function fastCloseText(frame: DataView, offset: number, length: number): string {
  return `fast-close${keyText('key', frame, offset + 2, offset + length)}`;
}

function resetText(frame: DataView, offset: number): string {
  return `reset reason ${frame.getUint8(offset + 1)}`;
}
