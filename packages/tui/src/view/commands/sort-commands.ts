import { listSorting, sortedList } from '../state/list-sorting';
import type { UiContext } from '../ui-context';
import type { View } from '../view-name';
import type { Command, Update } from './command';

const VIEWS: readonly View[] = ['runs', 'connections', 'anomalies'];

/** The order of the lists. */
export const SORT_COMMANDS: readonly Command[] = [
  {
    name: 'sort',
    keys: ['t', 'f6'],
    views: VIEWS,
    help: 'sort by a column; by the same one again, the other way round',
    hint: 'Sort',
    argument: {
      label: 'COLUMN',
      isOptional: false,
      candidates: ({ state, content }) => listSorting(state, content)?.columns ?? [],
    },
    run: (context) => sortedBy(context, context.argument),
  },
  {
    name: 'sort-right',
    keys: ['>'],
    views: VIEWS,
    help: 'sort by the column to the right',
    run: (context) => sortedBeside(context, 1),
  },
  {
    name: 'sort-left',
    keys: ['<'],
    views: VIEWS,
    help: 'sort by the column to the left',
    run: (context) => sortedBeside(context, -1),
  },
  {
    name: 'sort-reverse',
    keys: ['z'],
    views: VIEWS,
    help: 'the other way round',
    run: ({ state, content }) => {
      const list = listSorting(state, content);
      if (!list) return {};
      const [first = ''] = list.columns;
      const column = list.sorting.column === '' ? first : list.sorting.column;
      return { state: sortedList(state, { column, isDescending: !list.sorting.isDescending }) };
    },
  },
  {
    name: 'sort-none',
    keys: [],
    views: ['runs', 'anomalies'],
    help: 'in the order that was given or found',
    run: ({ state }) => ({ state: sortedList(state, { column: '', isDescending: false }) }),
  },
];

function sortedBy({ state, content }: UiContext, typed: string): Update {
  const list = listSorting(state, content);
  const column = list?.columns.find((name) => name === typed) ?? list?.columns.find((name) => name.startsWith(typed));
  if (!list || column === undefined) {
    const text = `no column ${typed}; there are ${list?.columns.join(', ') ?? ''}`;
    return { state: { ...state, notice: { text, isProblem: true } } };
  }
  const isDescending = list.sorting.column === column && !list.sorting.isDescending;
  return { state: sortedList(state, { column, isDescending }) };
}

function sortedBeside({ state, content }: UiContext, by: 1 | -1): Update {
  const list = listSorting(state, content);
  if (!list) return {};
  const place = list.columns.indexOf(list.sorting.column) + by;
  const column = list.columns[Math.max(0, Math.min(list.columns.length - 1, place))] ?? '';
  return { state: sortedList(state, { ...list.sorting, column }) };
}
