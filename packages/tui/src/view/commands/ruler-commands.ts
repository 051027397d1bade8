import { scaleBeside, scaleFor } from '../state/ruler';
import { shownRows } from '../state/shown-rows';
import type { UiState } from '../state/ui-state';
import type { View } from '../view-name';
import type { Command } from './command';

const LADDER: readonly View[] = ['ladder'];

/** Rows that stand as far apart as they were in time. */
export const RULER_COMMANDS: readonly Command[] = [
  {
    name: 'ruler',
    keys: ['W'],
    views: LADDER,
    help: 'rows as far apart as in time, with breaks in long silences; or one below the other',
    run: ({ state, content }) => ({
      state: atScale(state, state.ladder.rulerNs === null ? scaleFor(shownRows(state, content)) : null),
    }),
  },
  {
    name: 'ruler-finer',
    keys: ['+'],
    views: LADDER,
    needs: 'ruler',
    help: 'a line is less time',
    run: ({ state }) => ({ state: scaled(state, -1) }),
  },
  {
    name: 'ruler-coarser',
    keys: ['-'],
    views: LADDER,
    needs: 'ruler',
    help: 'a line is more time',
    run: ({ state }) => ({ state: scaled(state, 1) }),
  },
];

function atScale(state: UiState, rulerNs: number | null): UiState {
  return { ...state, ladder: { ...state.ladder, rulerNs } };
}

function scaled(state: UiState, by: number): UiState {
  const { rulerNs } = state.ladder;
  return rulerNs === null ? state : atScale(state, scaleBeside(rulerNs, by));
}
