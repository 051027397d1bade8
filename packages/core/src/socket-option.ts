import { SO_LINGER, SO_RCVTIMEO, SO_SNDTIMEO, SOL_SOCKET } from './linux-constants';

const LITTLE_ENDIAN = true;

/** Gives the bytes of an option that is a C int: SO_REUSEADDR, TCP_NODELAY, ... */
export function intOption(value: number): Uint8Array {
  return new Uint8Array(Int32Array.of(value).buffer);
}

/** Gives the struct timeval of SO_RCVTIMEO and SO_SNDTIMEO; 0 waits for ever. */
export function timeoutOption(timeoutMs: number): Uint8Array {
  const seconds = Math.floor(timeoutMs / 1000);
  const microseconds = Math.round((timeoutMs - seconds * 1000) * 1000);
  return new Uint8Array(BigInt64Array.of(BigInt(seconds), BigInt(microseconds)).buffer);
}

/** Gives the struct linger of SO_LINGER; `seconds` 0 makes close() reset the connection. */
export function lingerOption(seconds: number): Uint8Array {
  return new Uint8Array(Int32Array.of(1, seconds).buffer);
}

/** Gives an option's value in text, as strace shows it: `1`, `{tv_sec=30, tv_usec=0}`, `{l_onoff=1, l_linger=0}`. */
export function optionText(level: number, option: number, value: Uint8Array): string {
  const view = new DataView(value.buffer, value.byteOffset, value.byteLength);
  const isTimeout = level === SOL_SOCKET && (option === SO_RCVTIMEO || option === SO_SNDTIMEO);
  if (isTimeout && value.length === 16) {
    return `{tv_sec=${view.getBigInt64(0, LITTLE_ENDIAN)}, tv_usec=${view.getBigInt64(8, LITTLE_ENDIAN)}}`;
  }
  if (level === SOL_SOCKET && option === SO_LINGER && value.length === 8) {
    return `{l_onoff=${view.getInt32(0, LITTLE_ENDIAN)}, l_linger=${view.getInt32(4, LITTLE_ENDIAN)}}`;
  }
  if (value.length === 4) return String(view.getInt32(0, LITTLE_ENDIAN));
  return `0x${[...value].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`.slice(0, 64);
}
