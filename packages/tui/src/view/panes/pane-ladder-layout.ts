import { ladderLayout } from '@sockscope/timeline';
import type { LadderLayout } from '@sockscope/timeline';
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
