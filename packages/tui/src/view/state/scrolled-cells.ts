import { currentView } from './ui-state';
import type { UiState } from './ui-state';

/** Gives the first cell on the screen of what is wider than its pane, from 0; null: the view is fitted into its pane. */
export function scrolledCells(state: UiState): number | null {
  const { scrolled } = state;
  return scrolled?.view === currentView(state) ? scrolled.x : null;
}
