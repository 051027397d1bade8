import { IPPROTO_IP, IPPROTO_IPV6, IP_RECVERR, IPV6_RECVERR, SO_TIMESTAMPING, SOL_SOCKET } from './linux-constants';

const LITTLE_ENDIAN = true;
const NANOSECONDS = 1_000_000_000n;
/** Offsets in struct cmsghdr on a 64-bit machine: cmsg(3). Each message begins at a multiple of 8. */
const LEVEL = 8;
const TYPE = 12;
const HEADER_BYTES = 16;
const ALIGNMENT = 8;
/** struct sock_extended_err of linux/errqueue.h; the address of who sent the error follows it. */
const EXTENDED_ERROR_BYTES = 16;
const TIMESPEC_BYTES = 16;

/** Ancillary data that came with a message. */
export interface ControlMessage {
  readonly level: number;
  readonly type: number;
  /** A view of the message's own room: valid until the next recvmsg(). */
  readonly data: Uint8Array;
}

/** struct sock_extended_err: why a message is in the error queue. */
export interface ExtendedError {
  readonly errno: number;
  /** SO_EE_ORIGIN_ value. */
  readonly origin: number;
  readonly type: number;
  readonly code: number;
  readonly info: number;
  readonly data: number;
}

/** Gives the control messages in the bytes that recvmsg() filled. One that is cut off ends them. */
export function decodeControlMessages(bytes: Uint8Array): ControlMessage[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const messages: ControlMessage[] = [];
  for (let offset = 0; offset + HEADER_BYTES <= bytes.byteLength;) {
    const length = Number(view.getBigUint64(offset, LITTLE_ENDIAN));
    if (length < HEADER_BYTES || offset + length > bytes.byteLength) break;
    messages.push({
      level: view.getInt32(offset + LEVEL, LITTLE_ENDIAN),
      type: view.getInt32(offset + TYPE, LITTLE_ENDIAN),
      data: bytes.subarray(offset + HEADER_BYTES, offset + length),
    });
    offset += Math.ceil(length / ALIGNMENT) * ALIGNMENT;
  }
  return messages;
}

/** Gives the error that recvmsg(MSG_ERRQUEUE) took from the queue; null where there is none. */
export function extendedError(messages: readonly ControlMessage[]): ExtendedError | null {
  const found = messages.find(
    ({ level, type }) =>
      (level === IPPROTO_IP && type === IP_RECVERR) || (level === IPPROTO_IPV6 && type === IPV6_RECVERR),
  );
  if (!found || found.data.byteLength < EXTENDED_ERROR_BYTES) return null;
  const view = new DataView(found.data.buffer, found.data.byteOffset, found.data.byteLength);
  return {
    errno: view.getUint32(0, LITTLE_ENDIAN),
    origin: view.getUint8(4),
    type: view.getUint8(5),
    code: view.getUint8(6),
    info: view.getUint32(8, LITTLE_ENDIAN),
    data: view.getUint32(12, LITTLE_ENDIAN),
  };
}

/**
 * Gives the software time stamp of SO_TIMESTAMPING, CLOCK_REALTIME in nanoseconds since the Unix epoch; null where
 * there is none.
 *
 * @see struct scm_timestamping: three timespecs, of which the first is the software's
 */
export function softwareTimestampNs(messages: readonly ControlMessage[]): bigint | null {
  const found = messages.find(({ level, type }) => level === SOL_SOCKET && type === SO_TIMESTAMPING);
  if (!found || found.data.byteLength < TIMESPEC_BYTES) return null;
  const view = new DataView(found.data.buffer, found.data.byteOffset, found.data.byteLength);
  return view.getBigInt64(0, LITTLE_ENDIAN) * NANOSECONDS + view.getBigInt64(8, LITTLE_ENDIAN);
}
