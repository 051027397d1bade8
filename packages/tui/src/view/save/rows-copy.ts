import { rowRecord, safeText } from '@sockscope/timeline';
import type { LadderRow } from '@sockscope/timeline';
import { rowSource } from '../state/shown-rows';
import type { UiContext } from '../ui-context';

/**
 * Gives rows as text for the clipboard, a line a row: time, who, what in full, and why.
 *
 *     0.000112  client-4712  connect(3, 127.0.0.1:8888) = 0
 *     0.000120  #1 127.0.0.1:51234 > 127.0.0.1:8888  SYN 0  by connect(3)
 */
export function rowsCopy(rows: readonly LadderRow[], { state, content }: UiContext): string {
  const source = rowSource(state.choice, content);
  return rows.map((row) => `${lineOf(rowRecord(row, source))}\n`).join('');
}

function lineOf(record: ReturnType<typeof rowRecord>): string {
  const { row, kind, sinceStart, process, source, destination, text, note } = record;
  const who = kind === 'packet' ? `${row} ${source ?? '?'} > ${destination ?? '?'}` : (process ?? 'inferred');
  return [sinceStart ?? '', who, text, note]
    .filter((part) => part !== '')
    .map((part) => safeText(part))
    .join('  ');
}
