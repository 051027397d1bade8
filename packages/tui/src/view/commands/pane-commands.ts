import { PANE_LAYOUTS } from '../screen/pane-choice';
import type { PaneChoice } from '../screen/pane-choice';
import { detailPlace, screenLayout } from '../screen/screen-layout';
import { currentView } from '../state/ui-state';
import type { UiState } from '../state/ui-state';
import { opened } from '../state/view-stack';
import type { UiContext } from '../ui-context';
import type { View } from '../view-name';
import type { Command, CommandContext, Update } from './command';

const LADDER: readonly View[] = ['ladder'];

const COLUMNS_A_STEP = 4;
const ROWS_A_STEP = 1;

/** How ladder and detail share the screen. */
export const PANE_COMMANDS: readonly Command[] = [
  {
    name: 'zoom',
    keys: ['z', '\\'],
    views: ['ladder', 'detail'],
    help: 'the pane that has the keys over the whole screen, and back',
    needs: 'two-panes',
    run: ({ state }) => ({ state: zoomed(state) }),
  },
  {
    name: 'larger-detail',
    keys: ['<', '+'],
    views: LADDER,
    help: 'the border between ladder and detail to the left, or up',
    needs: 'detail-pane',
    run: (context) => resized(context, context.count ?? 1),
  },
  {
    name: 'smaller-detail',
    keys: ['>', '-'],
    views: LADDER,
    help: 'the border to the right, or down',
    needs: 'detail-pane',
    run: (context) => resized(context, -(context.count ?? 1)),
  },
  {
    name: 'layout',
    keys: ['|'],
    views: LADDER,
    help: 'the detail right of the ladder, below it, or where there is more room',
    needs: 'two-panes',
    run: ({ state }) => {
      const place = (PANE_LAYOUTS.indexOf(state.panes.layout) + 1) % PANE_LAYOUTS.length;
      const layout = PANE_LAYOUTS[place] ?? 'auto';
      const notice = { text: `detail: ${layout}`, isProblem: false };
      return { state: { ...changed(state, { layout, isZoomed: false }), notice } };
    },
  },
];

function changed(state: UiState, change: Partial<PaneChoice>): UiState {
  return { ...state, panes: { ...state.panes, ...change } };
}

/** The ladder without its detail; the detail without the ladder is a view of its own. */
function zoomed(state: UiState): UiState {
  if (currentView(state) === 'ladder') {
    if (state.focus === 'list') return changed(state, { isZoomed: !state.panes.isZoomed });
    return opened({ ...state, focus: 'list' }, 'detail');
  }
  const below = state.views.slice(0, -1);
  return below.at(-1) === 'ladder' ? { ...changed(state, { isZoomed: false }), views: below, focus: 'detail' } : state;
}

function resized(context: CommandContext, steps: number): Update {
  const place = detailPlace(context.display.size, context.state.panes);
  if (place === null) return {};
  return { state: grown(context, place, steps * (place === 'right' ? COLUMNS_A_STEP : ROWS_A_STEP)) };
}

/** Gives the state with the border between ladder and detail in that column, or row, as far as both have room. */
export function withBorderAt(context: UiContext, x: number, y: number): UiState {
  const { state, display } = context;
  const place = detailPlace(display.size, state.panes);
  const { rule } = screenLayout(display.size, 'ladder', state.panes);
  if (place === null || rule === null) return state;
  return grown(context, place, place === 'right' ? rule.x - x : rule.y - y);
}

/** What is beyond the limit is not kept: one step back then moves the border. */
function grown({ state, display }: UiContext, place: 'right' | 'below', cells: number): UiState {
  const { growth } = state.panes;
  const ruleAt = (panes: PaneChoice) => {
    const { rule } = screenLayout(display.size, 'ladder', panes);
    return (place === 'right' ? rule?.x : rule?.y) ?? 0;
  };
  const before = ruleAt(state.panes);
  const after = ruleAt({ ...state.panes, growth: { ...growth, [place]: growth[place] + cells } });
  return changed(state, { growth: { ...growth, [place]: growth[place] + before - after } });
}
