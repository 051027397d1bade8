import { chosenPackets } from '../save/chosen-packets';
import { markedRows } from '../save/chosen-rows';
import { rowsCopy } from '../save/rows-copy';
import { ENDINGS, isScreenFormat, proposedNames, saveFormat } from '../save/save-format';
import { savedRows } from '../save/saved-rows';
import { isTableFormat, savedTable } from '../save/saved-table';
import { PANES } from '../panes/pane-table';
import { shownRows } from '../state/shown-rows';
import { currentView } from '../state/ui-state';
import { ALL_VIEWS } from '../view-name';
import type { Command, CommandContext, Update } from './command';

const NO_PACKETS = 'there are no packets here; they are saved from a ladder or from the list of connections';

/** What is shown, into a file or onto the clipboard. */
export const SAVE_COMMANDS: readonly Command[] = [
  {
    name: 'save',
    aliases: ['w', 'write'],
    keys: ['s', 'f2'],
    views: ALL_VIEWS,
    keyViews: ALL_VIEWS.filter((view) => view !== 'settings'),
    help: 'save what is shown or marked: as text, Markdown, SVG, CSV, JSON or pcapng, by the ending',
    hint: { ladder: 'Save' },
    argument: { label: 'FILE', isOptional: false, candidates: ({ title }) => proposedNames(title) },
    run: (context) => saved(context, false),
  },
  {
    name: 'save-over',
    aliases: ['save!', 'w!', 'write!'],
    keys: [],
    views: ALL_VIEWS,
    help: 'save, over a file that is there already',
    argument: { label: 'FILE', isOptional: false, candidates: ({ title }) => proposedNames(title) },
    run: (context) => saved(context, true),
  },
  {
    name: 'copy',
    aliases: ['yank'],
    keys: ['y'],
    views: ['ladder', 'detail'],
    help: 'copy the row, or the marked rows, to the clipboard',
    run: (context) => copied(context),
  },
];

function saved(context: CommandContext, mayReplace: boolean): Update {
  const { state, argument: fileName } = context;
  const format = saveFormat(fileName);
  const problem = (text: string): Update => ({ state: { ...state, notice: { text, isProblem: true } } });
  if (format === null) {
    return problem(`which format? end the name in ${ENDINGS.map((ending) => `.${ending}`).join(' ')}`);
  }
  if (format === 'pcapng') return savedPackets(context, mayReplace) ?? problem(NO_PACKETS);
  if (currentView(state) === 'ladder') {
    return { effect: { kind: 'save', fileName, mayReplace, ...savedRows(context, format) } };
  }
  const table = isTableFormat(format) ? PANES[currentView(state)].table?.(context) : undefined;
  if (table && isTableFormat(format)) {
    return { effect: { kind: 'save', fileName, mayReplace, ...savedTable(table, format) } };
  }
  if (isScreenFormat(format)) return { effect: { kind: 'save-screen', fileName, format, mayReplace } };
  return problem('CSV and JSON are there for ladders and lists; save this as .txt, .md or .svg');
}

function savedPackets(context: CommandContext, mayReplace: boolean): Update | null {
  const packets = chosenPackets(context);
  if (packets === null || packets.length === 0) return null;
  const what = `${packets.length} ${packets.length === 1 ? 'packet' : 'packets'}`;
  const { argument: fileName, content } = context;
  return { effect: { kind: 'save-packets', fileName, snapshot: content.snapshot, packets, what, mayReplace } };
}

function copied(context: CommandContext): Update {
  const { state, content } = context;
  const marked = markedRows(context);
  const row = shownRows(state, content)[state.ladder.cursor];
  const rows = marked.length > 0 ? marked : row ? [row] : [];
  if (rows.length === 0) return {};
  const what = rows.length === 1 ? `row ${state.ladder.cursor + 1}` : `${rows.length} rows`;
  return { effect: { kind: 'copy', text: rowsCopy(rows, context), what } };
}
