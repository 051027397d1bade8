import { TRACED_DATA_BYTES } from '../trace/trace-line';

/**
 * A call's record in a trace ring: 256 bytes, filled in place.
 *
 *     byte 0    4    8        12  16   20   24   28      32       40        48          52    56      60
 *         +----+----+--------+---+----+----+----+-------+--------+---------+-----------+-----+-------+------+
 *         |state|call|sequence|fd | a0 | a1 | a2 |result |entered |returned |endpointsId|data |defines|flags |
 *         +----+----+--------+---+----+----+----+-------+--------+---------+-----------+-----+-------+------+
 *     byte 64   first bytes of the data, at most 64
 *     byte 128  address given or received, 32 bytes; the descriptor's own address, 32; its other end, 32
 *               (poll(): its descriptors instead; setsockopt(), getsockopt(): the option's value)
 *     byte 224  what recvmsg() took from the error queue, 32 bytes
 *
 * What goes through send() and recv() all the time stands in the first two cache lines.
 */
export const RECORD_BYTES = 256;
export const RECORD_INTS = RECORD_BYTES / 4;

// Indices of 32-bit fields in a record.
export const STATE = 0;
export const CALL = 1;
export const SEQUENCE = 2;
export const FD = 3;
/**
 * Plain numbers of the call: domain, type, protocol; backlog; length, flags; level, option; how; timeout; command and
 * argument of fcntl(); request and value of ioctl(); dup2()'s new descriptor.
 */
export const ARGUMENT_0 = 4;
export const ARGUMENT_1 = 5;
/**
 * Bytes that count in the address, option or poll area; for socket() its protocol; for dup(), dup2() and
 * fcntl(F_DUPFD) what ENDPOINTS_ID is for the copy.
 */
export const ARGUMENT_2 = 6;
export const RESULT = 7;
/** Names the endpoints of the descriptor, which an earlier record or this one defines; 0: none known. */
export const ENDPOINTS_ID = 12;
/** Bytes of data kept; -1: the call carries none. */
export const DATA_BYTES = 13;
/** 1: this record defines ENDPOINTS_ID by the two addresses that it holds. */
export const DEFINES = 14;

/** `msg_flags` that recvmsg() returned. */
export const RETURNED_FLAGS = 15;
// CLOCK_REALTIME: seconds, and in the next field nanoseconds.
export const ENTERED = 8;
export const RETURNED = 10;

// The error queue's entry: errno; origin, type and code in a byte each; info; data; nanoseconds (a 64-bit field).
export const QUEUED_ERRNO = 56;
export const QUEUED_ORIGIN = 57;
export const QUEUED_INFO = 58;
export const QUEUED_DATA = 59;
/** 1: there is one. 2: it has a time. */
export const QUEUED_KIND = 60;
export const RECORD_LONGS = RECORD_BYTES / 8;
export const QUEUED_TIME = 31;

// Byte offsets in a record.
export const DATA = 64;
export const MOST_DATA_BYTES = TRACED_DATA_BYTES;
export const EXTRA = 128;
export const ADDRESS_AREA_BYTES = 32;
export const OWN_ADDRESS = EXTRA + ADDRESS_AREA_BYTES;
export const PEER_ADDRESS = OWN_ADDRESS + ADDRESS_AREA_BYTES;
export const MOST_OPTION_BYTES = 32;

// Values of STATE.
export const INSIDE = 1;
export const COMPLETE = 2;

/** Codes of the calls: a call's index here. */
export const TRACED_CALLS = [
  'socket',
  'bind',
  'listen',
  'accept',
  'connect',
  'send',
  'recv',
  'sendto',
  'recvfrom',
  'shutdown',
  'close',
  'setsockopt',
  'getsockopt',
  'getsockname',
  'getpeername',
  'poll',
  'sendmsg',
  'recvmsg',
  'dup',
  'dup2',
  'fcntl',
  'accept4',
  'write',
  'read',
  'ioctl',
] as const;
