import { timestampingFlagNames } from './constant-names';
import {
  IPPROTO_TCP,
  SO_BINDTODEVICE,
  SO_ERROR,
  SO_LINGER,
  SO_RCVTIMEO,
  SO_SNDTIMEO,
  SO_TIMESTAMPING,
  SOL_SOCKET,
  TCP_CONGESTION,
  TCP_INFO,
} from './linux-constants';
import { errnoName } from './trace/errno';

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

/** Names of a connection's states in TCP_INFO: netinet/tcp.h. */
const TCP_STATES = [
  ...['', 'ESTABLISHED', 'SYN_SENT', 'SYN_RECV', 'FIN_WAIT1', 'FIN_WAIT2', 'TIME_WAIT', 'CLOSE', 'CLOSE_WAIT'],
  ...['LAST_ACK', 'LISTEN', 'CLOSING'],
];

/**
 * Gives an option's value in text, as strace shows it: `1`, `{tv_sec=30, tv_usec=0}`, `{l_onoff=1, l_linger=0}`,
 * `ECONNREFUSED`, `"cubic"`, `{tcpi_state=TCP_ESTABLISHED}`.
 */
export function optionText(level: number, option: number, value: Uint8Array): string {
  const view = new DataView(value.buffer, value.byteOffset, value.byteLength);
  const known = level === SOL_SOCKET ? socketOptionText(option, view) : null;
  if (known !== null) return known;
  if (level === IPPROTO_TCP && option === TCP_INFO && value.length > 4) return tcpInfoText(view);
  const isName = level === IPPROTO_TCP ? option === TCP_CONGESTION : option === SO_BINDTODEVICE;
  if (isName && (level === IPPROTO_TCP || level === SOL_SOCKET)) return nameText(value);
  if (value.length === 4) return String(view.getInt32(0, LITTLE_ENDIAN));
  return `0x${[...value].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`.slice(0, 64);
}

function socketOptionText(option: number, view: DataView): string | null {
  const int = (offset: number): number => view.getInt32(offset, LITTLE_ENDIAN);
  const isTimeout = option === SO_RCVTIMEO || option === SO_SNDTIMEO;
  if (isTimeout && view.byteLength === 16) {
    return `{tv_sec=${view.getBigInt64(0, LITTLE_ENDIAN)}, tv_usec=${view.getBigInt64(8, LITTLE_ENDIAN)}}`;
  }
  if (option === SO_LINGER && view.byteLength === 8) return `{l_onoff=${int(0)}, l_linger=${int(4)}}`;
  if (view.byteLength !== 4) return null;
  if (option === SO_ERROR) return int(0) === 0 ? '0' : errnoName(int(0));
  return option === SO_TIMESTAMPING && int(0) !== 0 ? timestampingFlagNames(int(0)).join('|') : null;
}

function tcpInfoText(view: DataView): string {
  const state = TCP_STATES[view.getUint8(0)];
  return `{tcpi_state=${state ? `TCP_${state}` : view.getUint8(0)}, tcpi_retransmits=${view.getUint8(2)}}`;
}

function nameText(value: Uint8Array): string {
  const end = value.indexOf(0);
  const letters = [...value.subarray(0, end < 0 ? value.length : end)];
  return `"${letters.map((byte) => (byte > 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '?')).join('')}"`;
}
