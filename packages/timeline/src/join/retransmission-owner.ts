import { byteText, sentBytesText } from './byte-text';
import { durationText } from '../text/duration-text';
import type { FlowEnd } from './flow';
import type { JoinedPacket } from './joined-packet';
import { overlapping } from './spans';
import { byKernel } from './verdict';
import type { Verdict } from './verdict';

/** Tells why a segment was sent once more: as a tail loss probe, because the other end asked, or by the timer. */
export function retransmissionVerdict(packet: JoinedPacket, sender: FlowEnd): Verdict {
  const isTailProbe = packet.kind === 'tail-probe';
  return byKernel(isTailProbe ? 'tail-loss-probe' : 'retransmission', () => {
    const what = `repeats ${repeatedText(packet, sender)}`;
    return `${what}${whyText(packet)}`;
  });
}

function repeatedText({ from, to, kind }: JoinedPacket, { sends }: FlowEnd): string {
  if (to === from) {
    return kind === 'fin-again' ? 'the FIN' : 'a segment';
  }
  const carried = overlapping(sends, from, to);
  const bytes = carried.length > 0 ? sentBytesText(from, to, carried) : byteText(from, to);
  return kind === 'fin-again' ? `${bytes} and the FIN` : bytes;
}

function whyText({ kind, wasAskedFor, waitedNs }: JoinedPacket): string {
  if (wasAskedFor) {
    return ': the other end asked for it by acknowledging the same bytes again';
  }
  if (waitedNs === null) {
    return '';
  }
  const waited = durationText(waitedNs);
  return kind === 'tail-probe'
    ? ` after ${waited}: a probe whether the tail was lost (no loss is known)`
    : `: no acknowledgment for ${waited}`;
}
