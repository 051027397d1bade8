import { opened } from '../state/view-stack';
import type { UiState } from '../state/ui-state';
import type { View } from '../view-name';
import type { Command } from './command';
import { moved } from './move-commands';

const VIEWS: readonly View[] = ['runs'];

/** The list of runs. */
export const RUN_COMMANDS: readonly Command[] = [
  {
    name: 'select-run',
    keys: ['space'],
    views: VIEWS,
    help: 'select the run, or no longer; the comparison is of the selected ones, else of all',
    hint: 'Select',
    run: ({ state }) => ({ state: moved(toggled(state), 1) }),
  },
  {
    name: 'select-no-run',
    keys: ['u'],
    views: VIEWS,
    help: 'select none',
    run: ({ state }) => ({ state: { ...state, runs: { ...state.runs, selected: [] } } }),
  },
  {
    name: 'baseline',
    keys: ['b'],
    views: VIEWS,
    help: 'the run that the others are compared with',
    hint: 'Base',
    run: ({ state }) => ({ state: { ...state, runs: { ...state.runs, base: state.runs.at ?? state.runs.base } } }),
  },
  {
    name: 'runs',
    keys: ['U'],
    views: ['connections', 'ladder', 'detail', 'timing', 'compare', 'statistics'],
    help: 'the list of runs',
    needs: 'runs',
    run: ({ state }) => ({ state: opened(state, 'runs') }),
  },
];

function toggled(state: UiState): UiState {
  const { at, selected } = state.runs;
  if (at === null) return state;
  const without = selected.filter((place) => place !== at);
  const isSelected = without.length < selected.length;
  const next = isSelected ? without : [...selected, at].sort((a, b) => a - b);
  return { ...state, runs: { ...state.runs, selected: next } };
}
