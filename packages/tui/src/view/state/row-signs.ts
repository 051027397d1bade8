import { rowAnomalies } from '@sockscope/timeline';
import type { LadderRow } from '@sockscope/timeline';
import type { Style } from '../screen/styles';
import type { UiContent } from './ui-content';
import type { UiState } from './ui-state';

/** What stands behind the time of a row. */
export interface RowSign {
  readonly text: string;
  readonly style: Style;
}

const MARKED: RowSign = { text: '*', style: 'mark' };
const ANOMALY: RowSign = { text: '!', style: 'problem' };

/**
 * Gives what stands behind the time of each row: its letter, `*` where it is marked, `!` where it stands out; else null.
 * What stands out in a large recording is not known before the first picture.
 */
export function rowSigns({ marks }: UiState, content: UiContent): (row: LadderRow) => RowSign | null {
  const { anomalies } = content;
  const letters = new Map(Object.entries(marks.letters).map(([letter, { key }]) => [key, letter]));
  const marked = new Set(marks.keys);
  return (row) => {
    const letter = letters.get(row.key);
    if (marked.has(row.key)) return MARKED;
    if (letter !== undefined) return { text: letter, style: 'mark' };
    return anomalies !== null && rowAnomalies(row, anomalies).length > 0 ? ANOMALY : null;
  };
}
