import { isRecord, readInteger, readMatch } from './json-field';
import { parseTraceTime, traceTime } from './trace-time';

/**
 * What recvmsg(MSG_ERRQUEUE) took from a socket's error queue: an ICMP error, or the kernel's own note of when bytes
 * were queued, sent or acknowledged (SO_TIMESTAMPING).
 *
 * @see ip(7), IP_RECVERR; struct sock_extended_err in linux/errqueue.h
 */
export interface QueuedError {
  /** `ECONNREFUSED`; `ENOMSG` for a time stamp. */
  readonly errno: string;
  /** `SO_EE_ORIGIN_ICMP`, `SO_EE_ORIGIN_TIMESTAMPING`. */
  readonly origin: string;
  /** Type and code of the ICMP message. */
  readonly type: number;
  readonly code: number;
  /** The path's MTU of an ICMP error; which time a stamp is: 0 sent, 1 queued, 2 acknowledged. */
  readonly info: number;
  /** With OPT_ID: which datagram, or which byte of the stream was the last of its send(), from 0. */
  readonly data: number;
  /** The time stamp, CLOCK_REALTIME in nanoseconds since the Unix epoch; null for an error. */
  readonly timeNs: bigint | null;
}

const CONSTANT = /^[A-Z0-9_]{1,40}$/;
/** Names of a time stamp's `info`: enum of linux/errqueue.h. */
const STAMPS = ['SCM_TSTAMP_SND', 'SCM_TSTAMP_SCHED', 'SCM_TSTAMP_ACK'];

/**
 * Gives `{ee_errno=ECONNREFUSED, ee_origin=SO_EE_ORIGIN_ICMP, ee_type=3, ee_code=3, ee_info=0, ee_data=0}`, and for a
 * time stamp `{SCM_TSTAMP_ACK, ee_data=5, 1795388570.663671979}`.
 */
export function queuedErrorText({ errno, origin, type, code, info, data, timeNs }: QueuedError): string {
  if (timeNs !== null) return `{${STAMPS[info] ?? info}, ee_data=${data}, ${traceTime(timeNs)}}`;
  return `{ee_errno=${errno}, ee_origin=${origin}, ee_type=${type}, ee_code=${code}, ee_info=${info}, ee_data=${data}}`;
}

/** Gives the object of a trace line. */
export function queuedErrorJson({ timeNs, ...others }: QueuedError): object {
  return timeNs === null ? others : { ...others, time: traceTime(timeNs) };
}

/** Gives back what queuedErrorJson() made; null for anything else. */
export function parseQueuedError(value: unknown): QueuedError | null {
  if (!isRecord(value)) return null;
  const [errno, origin] = [readMatch(value, 'errno', CONSTANT), readMatch(value, 'origin', CONSTANT)];
  if (errno === null || origin === null) return null;
  const number = (name: string): number => readInteger(value, name) ?? 0;
  const { time } = value;
  const timeNs = typeof time === 'string' ? parseTraceTime(time) : null;
  return {
    ...{ errno, origin, timeNs },
    ...{ type: number('type'), code: number('code'), info: number('info'), data: number('data') },
  };
}
