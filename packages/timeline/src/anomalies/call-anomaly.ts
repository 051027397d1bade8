import { errnoText } from '@sockscope/core/trace';
import type { TimelineCall } from '../model';
import { durationText } from '../text/duration-text';
import type { Finding } from './packet-anomaly';

/** Errors by which a socket that does not block says: not yet. */
const NOT_YET: ReadonlySet<string> = new Set(['EAGAIN', 'EWOULDBLOCK', 'EINPROGRESS', 'EALREADY', 'EINTR']);

const SENDING: ReadonlySet<string> = new Set(['send', 'sendto', 'sendmsg', 'write']);

/** A connection that is ready is mostly collected within a few milliseconds; a wait that people notice is longer. */
const LONG_ACCEPT_WAIT_NS = 100_000_000n;

/**
 * Gives what stands out in one call; most have nothing.
 *
 * @param acceptWaitNs How long the connection that it collected had been ready; null for other calls.
 */
export function callFindings({ call, inferred }: TimelineCall, acceptWaitNs: bigint | null): readonly Finding[] {
  const found: Finding[] = [];
  if (call.errno !== null && !NOT_YET.has(call.errno)) {
    const kind = call.errno === 'ECONNREFUSED' ? 'refused' : 'failed-call';
    found.push({ kind, text: `${call.errno}: ${errnoText(call.errno)}` });
  }
  const offered = call.arguments.lengthBytes;
  if (SENDING.has(call.call) && offered !== undefined && call.result !== null && isPart(call.result, offered)) {
    found.push({ kind: 'partial-send', text: `the kernel took ${call.result} of ${offered} bytes` });
  }
  if (!inferred && call.returnNs !== null && call.returnNs < call.enterNs) {
    found.push({ kind: 'clock', text: 'the call returned before it was entered: the clock was set back meanwhile' });
  }
  if (acceptWaitNs !== null && acceptWaitNs >= LONG_ACCEPT_WAIT_NS) {
    const wait = durationText(acceptWaitNs);
    found.push({ kind: 'accept-wait', text: `the connection was ready for ${wait} before accept() collected it` });
  }
  return found;
}

function isPart(taken: number, offered: number): boolean {
  return taken >= 0 && taken < offered;
}
