import { PANES } from '../panes/pane-table';
import { screenLayout } from '../screen/screen-layout';
import { scrolledCells } from '../state/scrolled-cells';
import { currentView } from '../state/ui-state';
import type { UiState } from '../state/ui-state';
import type { UiContext } from '../ui-context';
import type { View } from '../view-name';
import type { Command, CommandContext, Update } from './command';

const VIEWS: readonly View[] = ['runs', 'connections', 'ladder', 'anomalies'];
const WITH_BYTES: readonly View[] = [...VIEWS, 'detail'];

/** As far as one key goes. */
const STEP_CELLS = 8;

/** To the sides: byte by byte in a hex dump, elsewhere through what is wider than its pane. */
export const SCROLL_COMMANDS: readonly Command[] = [
  {
    name: 'right',
    keys: ['l', 'right'],
    views: WITH_BYTES,
    help: 'to the right in what is cut: whole calls, notes, columns; in the bytes, the next one',
    run: (context) => beside(context, context.count ?? 1),
  },
  {
    name: 'left',
    keys: ['h', 'left'],
    views: WITH_BYTES,
    help: 'back to the left; in the bytes, the one before',
    run: (context) => beside(context, -(context.count ?? 1)),
  },
  {
    name: 'right-end',
    keys: ['$'],
    views: VIEWS,
    help: 'to the right end',
    run: (context) => ({ state: scrolledTo(context, Infinity) }),
  },
  {
    name: 'left-end',
    keys: ['0', '^'],
    views: VIEWS,
    help: 'fitted into the screen again',
    run: ({ state }) => ({ state: { ...state, scrolled: null } }),
  },
];

function beside(context: CommandContext, steps: number): Update {
  const { state } = context;
  const hasBytes = currentView(state) === 'detail' || state.focus === 'detail';
  if (hasBytes) return { state: byteMoved(state, steps) };
  const x = scrolledCells(state);
  if (x !== null) return { state: scrolledTo(context, x + steps * STEP_CELLS) };
  // A ladder that is as wide as it is has more in its first cells, too.
  const first = currentView(state) === 'ladder' ? steps - 1 : steps;
  return steps > 0 ? { state: scrolledTo(context, first * STEP_CELLS) } : {};
}

function byteMoved(state: UiState, by: number): UiState {
  const { detail } = state;
  return detail.part === 'bytes' ? { ...state, detail: { ...detail, byte: Math.max(0, detail.byte + by) } } : state;
}

/** Left of the first cell it is fitted again; where nothing is cut, it stays so. */
function scrolledTo(context: UiContext, wanted: number): UiState {
  const { state, display } = context;
  const view = currentView(state);
  const { main } = screenLayout(display.size, view, state.panes);
  const most = (PANES[view].wideCells?.(context, main) ?? 0) - main.width;
  if (most <= 0 && scrolledCells(state) === null) {
    return { ...state, notice: { text: 'nothing is cut here', isProblem: false } };
  }
  return { ...state, scrolled: wanted < 0 ? null : { view, x: Math.max(0, Math.min(wanted, most)) } };
}
