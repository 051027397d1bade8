import { callHead } from '@sockscope/core/trace';
import type { LadderRow } from '../ladder/row';
import { rowAnomalies, type AnomalyIndex } from '../anomalies';
import { safeText } from '../text/safe-text';

/**
 * Gives what is to be read beside each packet of a capture, by its number: who made it and why, what stands out, and the calls
 * that were entered and returned since the packet before. Calls after the last packet stand beside that one.
 *
 * @param rows the ladder of everything
 */
export function packetComments(
  rows: readonly LadderRow[],
  anomalies: AnomalyIndex,
): ReadonlyMap<number, readonly string[]> {
  const comments = new Map<number, string[]>();
  let calls: string[] = [];
  let last: string[] | null = null;
  for (const row of rows) {
    const { event } = row;
    if (event.kind !== 'packet') {
      calls.push(eventText(event));
      continue;
    }
    const own = [row.note, ...rowAnomalies(row, anomalies).map(({ word, text }) => `${word}: ${text}`)];
    const before = calls.length > 0 ? [`before it:\n${calls.join('\n')}`] : [];
    last = [...own.filter((text) => text !== '').map((text) => safeText(text)), ...before];
    comments.set(event.packet.packet.number, last);
    calls = [];
  }
  if (calls.length > 0) last?.push(`after it:\n${calls.join('\n')}`);
  return comments;
}

function eventText(event: Exclude<LadderRow['event'], { readonly kind: 'packet' }>): string {
  if (event.kind === 'exit') return safeText(`${event.exit.process} ${event.exit.text}`);
  const { process, text } = event.call;
  const what = event.part === 'enter' ? 'enters' : event.part === 'return' ? 'returns from' : 'calls';
  return safeText(`${process ?? 'inferred:'} ${what} ${event.part === 'enter' ? callHead(event.call.call) : text}`);
}
