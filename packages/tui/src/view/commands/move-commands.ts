import { PANES } from '../panes/pane-table';
import { listHeight, screenLayout } from '../screen/screen-layout';
import { clamp } from '../state/list-position';
import { currentView } from '../state/ui-state';
import type { UiState } from '../state/ui-state';
import type { UiContext } from '../ui-context';
import { ALL_VIEWS } from '../view-name';
import type { View } from '../view-name';
import type { Command } from './command';

/** Larger than any list, and still exact when added to a position. */
export const FAR = 1e12;

/** Views whose last row is the newest event of a recording that grows. */
const FOLLOWING_VIEWS: readonly View[] = ['connections', 'ladder'];

/** Movements, as vi and less have them: they move the cursor of a list, or the text where there is no cursor. */
export const MOVE_COMMANDS: readonly Command[] = [
  {
    name: 'move-down',
    keys: ['j', 'down'],
    views: ALL_VIEWS,
    help: 'one row down',
    run: ({ state, count }) => ({ state: moved(state, count ?? 1) }),
  },
  {
    name: 'move-up',
    keys: ['k', 'up'],
    views: ALL_VIEWS,
    help: 'one row up',
    run: ({ state, count }) => ({ state: moved(state, -(count ?? 1)) }),
  },
  {
    name: 'page-down',
    keys: ['pagedown', 'C-f'],
    views: ALL_VIEWS,
    help: 'one page down',
    run: (context) => ({ state: moved(context.state, pageRows(context) * (context.count ?? 1)) }),
  },
  {
    name: 'read-on',
    keys: ['space'],
    views: ['detail', 'compare', 'statistics', 'help'],
    help: 'one page down',
    run: (context) => ({ state: moved(context.state, pageRows(context)) }),
  },
  {
    name: 'page-up',
    keys: ['pageup', 'C-b'],
    views: ALL_VIEWS,
    help: 'one page up',
    run: (context) => ({ state: moved(context.state, -pageRows(context) * (context.count ?? 1)) }),
  },
  {
    name: 'half-page-down',
    keys: ['C-d'],
    views: ALL_VIEWS,
    help: 'half a page down',
    run: (context) => ({ state: moved(context.state, halfPageRows(context)) }),
  },
  {
    name: 'half-page-up',
    keys: ['C-u'],
    views: ALL_VIEWS,
    help: 'half a page up',
    run: (context) => ({ state: moved(context.state, -halfPageRows(context)) }),
  },
  {
    name: 'top',
    keys: ['g g', 'home'],
    views: ALL_VIEWS,
    help: 'first row',
    run: ({ state, count }) => ({ state: movedTo(state, (count ?? 1) - 1) }),
  },
  {
    name: 'bottom',
    keys: ['G', 'end'],
    views: ALL_VIEWS,
    help: 'last row; 42G goes to row 42',
    run: (context) => ({ state: context.count === null ? atEnd(context) : movedTo(context.state, context.count - 1) }),
  },
];

/** Moves down by rows, up by a negative number. */
export function moved(state: UiState, rows: number): UiState {
  return place(state, (position) => clamp(position + rows, 0, FAR));
}

/** Moves to a row, from 0. */
export function movedTo(state: UiState, row: number): UiState {
  return place(state, () => Math.max(0, row));
}

/** The last row; of a recording that grows, every last row from now on. */
function atEnd({ state, content }: UiContext): UiState {
  const end = movedTo(state, FAR);
  return content.isLive && FOLLOWING_VIEWS.includes(movedView(state)) ? { ...end, isFollowing: true } : end;
}

function place(state: UiState, to: (position: number) => number): UiState {
  return PANES[movedView(state)].place(state, to);
}

/** The view whose pane has the keys. */
function movedView(state: UiState): View {
  return state.focus === 'detail' ? 'detail' : currentView(state);
}

function pageRows({ state, display }: UiContext): number {
  return Math.max(1, listHeight(screenLayout(display.size, currentView(state), state.panes).main) - 1);
}

function halfPageRows(context: UiContext): number {
  return Math.max(1, pageRows(context) >> 1);
}
