import type { DecodeError } from './decode-error';

/** Gives the reason alone, without layer and offset: `needs 20 bytes, has 14`. Contains no text from the packet. */
export function decodeErrorReason(error: DecodeError): string {
  switch (error.kind) {
    case 'truncated':
      return `needs ${error.needBytes} bytes, has ${error.haveBytes}`;
    case 'malformed':
      return `${error.field} is ${error.value}, must be ${error.rule}`;
    case 'unsupported':
      return `${error.field} ${error.value} (${error.name}) has no decoder`;
    case 'fragment':
      return `fragment that begins at byte ${error.fragmentOffsetBytes} of its datagram`;
  }
}

/** Gives the whole line: `tcp at byte 34: needs 20 bytes, has 14`. */
export function decodeErrorText(error: DecodeError): string {
  return `${error.layer} at byte ${error.offset}: ${decodeErrorReason(error)}`;
}
