import { ladderSvg, renderRowsText, rowsCsv, rowsJson, rowsMarkdown } from '@sockscope/timeline';
import { colorTheme } from '../screen/theme';
import { rowSource } from '../state/shown-rows';
import type { UiContext } from '../ui-context';
import { chosenRows } from './chosen-rows';
import type { SaveFormat } from './save-format';

/** What the text of rows can be saved as. */
type RowFormat = Exclude<SaveFormat, 'pcapng'>;

/** Wide enough for who and why beside the ladder. */
const LEAST_COLUMNS = 120;

/** Gives the rows of the ladder that are shown, or the marked ones, in a format, and how many they are. */
export function savedRows(context: UiContext, format: RowFormat): { readonly text: string; readonly what: string } {
  const { length } = chosenRows(context);
  return { text: rowsAs(format, context), what: `${length} ${length === 1 ? 'row' : 'rows'}` };
}

function rowsAs(format: RowFormat, context: UiContext): string {
  const { state, content, display } = context;
  const { timeline } = content.snapshot;
  const { timeMode } = state.ladder;
  const width = Math.max(LEAST_COLUMNS, display.size.columns);
  const rows = chosenRows(context);
  const source = rowSource(state.choice, content);
  switch (format) {
    case 'text':
      return [...renderRowsText(timeline, state.choice, rows, { width, timeMode })].map((line) => `${line}\n`).join('');
    case 'markdown':
      return [...rowsMarkdown(rows, source)].join('');
    case 'svg':
      return ladderSvg(timeline, {
        connection: state.choice,
        rows,
        width,
        timeMode,
        isLight: colorTheme(state.theme, state.background) === 'light',
      });
    case 'csv':
      return [...rowsCsv(rows, source)].join('');
    case 'json':
      return [...rowsJson(rows, source)].join('');
  }
}
