import type { View } from '../view-name';
import type { UiContent } from './ui-content';
import { currentView } from './ui-state';
import type { UiState } from './ui-state';

/** Gives the state with a view on top of the others; one that is below already comes up from there. */
export function opened(state: UiState, view: View): UiState {
  return { ...state, views: [...state.views.filter((below) => below !== view), view] };
}

/** The view below; from a lone ladder the list of connections, where there are several. null: there is none. */
export function previousView(state: UiState, content: UiContent): UiState | null {
  if (state.focus === 'detail') return { ...state, focus: 'list' };
  if (state.views.length > 1) return { ...state, views: state.views.slice(0, -1) };
  return currentView(state) === 'ladder' && content.connectionCount > 1 ? listOf(state) : null;
}

function listOf(state: UiState): UiState {
  const at = state.choice ?? state.connections.at;
  return { ...state, views: ['connections'], connections: { ...state.connections, at } };
}
