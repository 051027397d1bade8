import { printable } from '../printable';
import type { CaptureFailure } from './packet-capture';

const LISTENING = /^tcpdump: (?:verbose output suppressed.*\n)?listening on /m;
/** What it says while all is well; `data link type` comes with `-i any`. */
const NOTICE = /^tcpdump: (?:listening on|data link type|WARNING:|verbose output)/;
const NO_RIGHTS = /don't have permission|Operation not permitted|Permission denied/i;

/** tcpdump's counters, as it prints them when it ends. null where it did not. */
export interface TcpdumpCounters {
  readonly packetsCaptured: number | null;
  /**
   * Dropped by the kernel for want of buffer, and by the interface. "Received by filter" is not among the counters: on
   * the loopback interface it is twice the captured ones without any loss, as libpcap drops the outgoing copies.
   */
  readonly packetsDropped: number | null;
}

/** What it says while it captures when it is sent SIGUSR1. @see tcpdump(1) */
const INTERIM =
  /^tcpdump: \d+ packets? captured, \d+ packets? received by filter, (\d+) packets? dropped by kernel(?:, (\d+) packets? dropped by interface)?\n/gm;

/** Messages without the counters that it was asked for meanwhile, and the newest of these; null where there are none. */
export interface SplitMessages {
  readonly messages: string;
  readonly packetsDropped: number | null;
}

/** Takes the counters out of the messages that tcpdump was asked for while it captured; they are none of its complaints. */
export function splitInterimCounters(text: string): SplitMessages {
  let packetsDropped: number | null = null;
  const messages = text.replace(INTERIM, (_line, byKernel: string, byInterface: string | undefined) => {
    packetsDropped = Number(byKernel) + Number(byInterface ?? 0);
    return '';
  });
  return { messages, packetsDropped };
}

/** True once tcpdump's messages say that it captures: it prints the line after its filter is in the kernel. */
export function saysListening(messages: string): boolean {
  return LISTENING.test(messages);
}

/** Reads the counters from tcpdump's last messages, in the C locale. */
export function parseTcpdumpCounters(messages: string): TcpdumpCounters {
  const byKernel = readCounter(messages, /^(\d+) packets? dropped by kernel/m);
  const byInterface = readCounter(messages, /^(\d+) packets? dropped by interface/m);
  return {
    packetsCaptured: readCounter(messages, /^(\d+) packets? captured/m),
    packetsDropped: byKernel === null ? byInterface : byKernel + (byInterface ?? 0),
  };
}

/**
 * Gives what tcpdump complained of as one line: its first error and the bracketed line that explains it, where that
 * says something new.
 */
export function tcpdumpErrorText(messages: string): string {
  return tcpdumpComplaint(messages) ?? printable(messages.trim().split('\n')[0] || 'tcpdump gave no reason');
}

/** The same of a tcpdump that captured; null where it did not complain. */
export function tcpdumpComplaint(messages: string): string | null {
  const lines = messages.split('\n').map((line) => line.trim());
  const at = lines.findIndex((line) => line.startsWith('tcpdump: ') && !NOTICE.test(line));
  const error = lines[at];
  if (error === undefined) return null;
  const explanation = lines[at + 1] ?? '';
  const isNews = /^\(.+\)$/.test(explanation) && !error.includes(explanation.slice(1, -1));
  return printable(isNews ? `${error} ${explanation}` : error);
}

/** Tells what kind of failure tcpdump's messages speak of. */
export function tcpdumpFailureKind(messages: string): CaptureFailure['kind'] {
  return NO_RIGHTS.test(messages) ? 'no-rights' : 'refused';
}

function readCounter(messages: string, pattern: RegExp): number | null {
  const digits = pattern.exec(messages)?.[1];
  return digits === undefined ? null : Number(digits);
}
