import { columnNames } from '../state/list-columns';
import { currentView, LIST_VIEWS } from '../state/ui-state';
import type { ListView, UiState } from '../state/ui-state';
import type { Command, CommandContext } from './command';

/** Which columns a list has: what one takes away makes room for others. */
export const COLUMN_COMMANDS: readonly Command[] = [
  {
    name: 'columns',
    keys: ['f10', 'O'],
    views: LIST_VIEWS,
    help: 'take a column away, which makes room for others, or show it again; all: every one',
    argument: {
      label: 'COLUMN',
      isOptional: false,
      candidates: ({ state, content }) => [...(columnNames(state, content) ?? []), 'all'],
    },
    run: (context) => ({ state: toggled(context) }),
  },
];

function toggled({ state, content, argument }: CommandContext): UiState {
  const view = LIST_VIEWS.find((list) => list === currentView(state));
  const names = columnNames(state, content);
  if (view === undefined || names === null) return state;
  if (argument === 'all') return withHidden(state, view, [], 'every column is shown that has room');
  const name = names.find((each) => each === argument) ?? names.find((each) => each.startsWith(argument));
  if (name === undefined) return problem(state, `no column ${argument}; there are ${names.join(', ')}`);
  const hidden = state.hiddenColumns[view];
  if (hidden.includes(name)) {
    const others = hidden.filter((each) => each !== name);
    return withHidden(state, view, others, `${name} is shown where it has room`);
  }
  if (hidden.length + 1 >= names.length) return problem(state, 'one column has to stay');
  return withHidden(state, view, [...hidden, name], `${name} is taken away; :columns ${name} shows it again`);
}

function withHidden(state: UiState, view: ListView, hidden: readonly string[], text: string): UiState {
  return {
    ...state,
    hiddenColumns: { ...state.hiddenColumns, [view]: hidden },
    notice: { text, isProblem: false },
  };
}

function problem(state: UiState, text: string): UiState {
  return { ...state, notice: { text, isProblem: true } };
}
