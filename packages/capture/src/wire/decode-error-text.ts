import type { DecodeError } from './decode-error';
import { hex } from './field';

/** Gives the reason alone, without layer and offset: `needs 20 bytes, has 14`. Contains no text from the packet. */
export function decodeErrorReason(error: DecodeError): string {
  switch (error.kind) {
    case 'truncated':
      return `needs ${error.needBytes} bytes, has ${error.haveBytes}`;
    case 'malformed':
      return `${error.field} is ${error.value}, must be ${error.rule}`;
    case 'unsupported':
      return `${undecodedText(error)} has no decoder`;
    case 'fragment':
      return `fragment that begins at byte ${error.fragmentOffsetBytes} of its datagram`;
  }
}

/** Names what has no decoder: `protocol 103 (PIM)`, `EtherType 0x0806 (ARP)`. */
export function undecodedText({ field, value, name }: Extract<DecodeError, { kind: 'unsupported' }>): string {
  // EtherTypes, and protocol numbers of PPP, are written in hexadecimal everywhere.
  const isHex = field === 'EtherType' || (field === 'protocol' && value > 0xff);
  return `${field} ${isHex ? hex(value, 4) : value} (${name})`;
}

/** Gives the whole line: `tcp at byte 34: needs 20 bytes, has 14`. */
export function decodeErrorText(error: DecodeError): string {
  return `${error.layer} at byte ${error.offset}: ${decodeErrorReason(error)}`;
}
