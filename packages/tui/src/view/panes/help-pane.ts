import { displayWidth, ladderLayout, ladderLegend, safeText, stateText } from '@sockscope/timeline';
import { wrapText } from '@sockscope/timeline/text';
import type { TcpState } from '@sockscope/timeline';
import { keyLabel } from '../keys/key-label';
import type { Charset } from '../screen/charset';
import { span } from '../screen/styles';
import type { Line, Style } from '../screen/styles';
import { keyNeeds } from '../state/key-needs';
import type { UiContent } from '../state/ui-content';
import type { UiContext } from '../ui-context';
import { VIEW_NAMES } from '../view-name';
import { documentPane } from './document-pane';

/** What the legend's glyphs leave unsaid, by what stands on the screen. */
const SIGNS: readonly (readonly [sign: string, meaning: string])[] = [
  ['SYN 0', 'sequence number; every direction counts from 0 at its SYN'],
  ['SYN,ACK 0 +1', 'sequence number 0; byte 1 is expected next'],
  ['ACK 6', 'acknowledgment: byte 6 is expected next'],
  ['! behind a time', 'the row stands out: a retransmission, a reset, a long wait; the list of anomalies says why'],
  ['* or a letter there', 'the row is marked, or has that letter'],
  ['inverse row', 'the selected one'],
  ['bold, underlined', 'belongs to it: packets that the call made or waited for, calls of the packet'],
];

const STATES: readonly TcpState[] = [
  'LISTEN',
  'SYN-SENT',
  'SYN-RECEIVED',
  'ESTABLISHED',
  'FIN-WAIT-1',
  'FIN-WAIT-2',
  'CLOSING',
  'CLOSE-WAIT',
  'LAST-ACK',
  'TIME-WAIT',
  'CLOSED',
];

/**
 * The help for the view that it covers: what could not be read, what the ladder's signs mean, and the keys from the key
 * bindings. The signs come first, since the hint bar names the keys that matter most already.
 *
 *     Signs in the ladder
 *     ---> a call sent it   ...> the kernel sent it on its own
 *
 *     Keys in the ladder
 *      j Down               one row down
 */
export const helpPane = documentPane('help', helpLines);

function helpLines(context: UiContext): readonly Line[] {
  const { state, content, display, bindings } = context;
  const { charset, size } = display;
  const view = state.views.at(-2) ?? 'ladder';
  const rows = bindings
    .of(view, keyNeeds(context))
    .filter(({ keys }) => keys.length > 0)
    .map(({ command, keys }) => [keys.map(keyLabel).join(' '), command.help] as const);
  return [
    ...problemLines(content, size.columns, charset),
    ...(view !== 'ladder' && view !== 'detail' ? [] : legendLines(size.columns, charset)),
    ...titled(`Keys in ${VIEW_NAMES[view]}`, tableLines(rows, size.columns, 'hint-key')),
  ];
}

function titled(title: string, lines: readonly Line[]): readonly Line[] {
  return [[span(` ${title}`, 'heading')], ...lines];
}

/** Names and what they mean; both are wrapped in their column. */
function tableLines(rows: readonly (readonly [string, string])[], width: number, style: Style): readonly Line[] {
  const longest = Math.max(...rows.map(([name]) => displayWidth(name)));
  const nameCells = Math.max(1, Math.min(width >> 1, longest + 2));
  return rows.flatMap(([name, meaning]) => {
    const names = wrapText(name, nameCells - 1);
    const texts = wrapText(meaning, Math.max(1, width - nameCells - 1));
    return Array.from({ length: Math.max(names.length, texts.length) }, (_, i) => [
      span(` ${(names[i] ?? '').padEnd(nameCells)}`, style),
      span(texts[i] ?? ''),
    ]);
  });
}

/** What could not be read: the status line only counts it. */
function problemLines(content: UiContent, width: number, charset: Charset): readonly Line[] {
  const { problems } = content.snapshot.recording;
  if (problems.length === 0) return [];
  const lines = problems.flatMap(({ text }) =>
    wrapText(safeText(text, { asciiOnly: charset.asciiText }), Math.max(1, width - 1)),
  );
  return [
    ...titled(
      'What could not be read',
      lines.map((line) => [span(` ${line}`, 'problem')]),
    ),
    [],
  ];
}

function legendLines(width: number, { asciiGlyphs, asciiText }: Charset): readonly Line[] {
  const layout = ladderLayout({ width: Math.max(1, width - 1), ascii: asciiGlyphs, asciiData: asciiText });
  const legend = ladderLegend(layout).map((line) => [span(' '), ...line]);
  const states = STATES.map((state) => `${stateText(state)} ${state}`).join(', ');
  const signs = tableLines(
    [...SIGNS, ['ST', `state of each end's socket from that row on: ${states}`]],
    width,
    'field-name',
  );
  return [...titled('Signs in the ladder', [...legend, ...signs]), []];
}
