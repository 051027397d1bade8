import { displayWidth, ladderLayout } from '@sockscope/timeline';
import type { LadderLayout, LadderRow } from '@sockscope/timeline';
import type { Charset } from '../screen/charset';
import type { UiState } from '../state/ui-state';

/** The columns of a ladder that is drawn over so many cells, with the characters and times that were chosen. */
export function paneLadderLayout(width: number, { ladder }: UiState, charset: Charset): LadderLayout {
  return ladderLayout({
    width,
    ascii: charset.asciiGlyphs,
    asciiData: charset.asciiText,
    timeMode: ladder.timeMode,
  });
}

/** From here on calls have all the room they take. */
const FULL_COLUMNS = 168;

/** The number of a packet and a preview of its data, which stand before a note. */
const BEFORE_NOTE_CELLS = 50;

/** Gives the width at which the notes of these rows are whole. */
export function wideLadderCells(rows: readonly LadderRow[], state: UiState, charset: Charset): number {
  const notes = rows.map(({ note, data }) => displayWidth(note) + (data === null ? 12 : BEFORE_NOTE_CELLS));
  const missing = Math.max(0, ...notes) - paneLadderLayout(FULL_COLUMNS, state, charset).columns.note;
  return FULL_COLUMNS + Math.max(0, missing);
}
