import { displayWidth, ladderLayout, ladderLegend } from '@sockscope/timeline';
import { wrapText } from '../detail/wrap-text';
import { bindingsOf, keyLabel } from '../keys/key-table';
import type { Need, View } from '../keys/key-table';
import type { Charset } from '../screen/charset';
import type { Painter } from '../screen/painter';
import { span } from '../screen/styles';
import type { Line } from '../screen/styles';
import type { UiState } from '../state/ui-state';

const TITLES: Readonly<Record<View, string>> = {
  connections: 'Keys in the list of connections',
  ladder: 'Keys in the ladder',
  detail: 'Keys in the detail',
  help: 'Keys in the help',
};

/**
 * Gives the help for the view that it covers, from the key table, and what the ladder's signs mean.
 *
 *     Keys in the ladder
 *      j Down               one row down
 *      gg Home              first row
 */
export function helpLines(
  { views }: UiState,
  has: ReadonlySet<Need>,
  width: number,
  charset: Charset,
): readonly Line[] {
  const view = views.at(-2) ?? 'ladder';
  const bindings = bindingsOf(view, has).map(({ keys, help }) => ({ keys: keys.map(keyLabel).join(' '), help }));
  const longest = Math.max(...bindings.map(({ keys }) => displayWidth(keys)));
  const keyCells = Math.max(1, Math.min(width >> 1, longest + 2));
  const lines = [
    [span(` ${TITLES[view]}`, 'heading')],
    ...bindings.flatMap(({ keys, help }) => keyLines(keys, help, keyCells, width)),
  ];
  return view === 'connections' ? lines : [...lines, [], ...legendLines(width, charset)];
}

/** The keys of one action and what it does; both are wrapped in their column. */
function keyLines(keys: string, help: string, keyCells: number, width: number): readonly Line[] {
  const names = wrapText(keys, keyCells - 1);
  const texts = wrapText(help, Math.max(1, width - keyCells - 1));
  return Array.from({ length: Math.max(names.length, texts.length) }, (_, i) => [
    span(` ${(names[i] ?? '').padEnd(keyCells)}`, 'hint-key'),
    span(texts[i] ?? ''),
  ]);
}

function legendLines(width: number, { asciiGlyphs, asciiText }: Charset): readonly Line[] {
  const layout = ladderLayout({ width: Math.max(1, width - 1), ascii: asciiGlyphs, asciiData: asciiText });
  const legend = ladderLegend(layout).map((line) => [span(' '), ...line]);
  return [[span(' Signs in the ladder', 'heading')], ...legend];
}

export function drawHelpPane(painter: Painter, lines: readonly Line[], top: number): void {
  lines.slice(top, top + painter.height).forEach((line, y) => painter.line(y, line));
}
