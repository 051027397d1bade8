import { found, isInText, soughtFrom, withMatchCount } from '../state/sought';
import { PANES } from '../panes/pane-table';
import { currentView } from '../state/ui-state';
import type { UiState } from '../state/ui-state';
import type { Prompt } from './prompt';

/** `/`, the search: the cursor goes to the first match while the text is typed; Enter stays there, Escape goes back. */
export const searchPrompt: Prompt = {
  sign: '/',
  candidates: () => [],
  problem: () => null,
  found: (line, context) => (line === '' ? '' : found(context)),
  typed: (line, context) => {
    const { state } = context;
    const before = state.search.before ?? { start: startOf(state), text: state.search.text };
    const started = backAt({ ...state, search: { text: line, line: null, before } }, before.start);
    return line === '' ? started : soughtFrom({ ...context, state: started }, 0);
  },
  cancelled: ({ state }) => {
    const { before } = state.search;
    if (before === null) return state;
    return { ...backAt(state, before.start), search: { text: before.text, line: null, before: null } };
  },
  accept: (line, context) => {
    const { search } = context.state;
    const text = line === '' ? (search.before?.text ?? search.text) : line;
    const state = { ...context.state, search: { ...search, text, before: null } };
    return { state: line === '' ? state : withMatchCount({ ...context, state }) };
  },
};

function startOf(state: UiState): { readonly cursor: number; readonly top: number } {
  if (isInText(state)) return state.detail;
  const view = currentView(state);
  const cursor = PANES[view].at?.(state) ?? 0;
  return view === 'ladder' ? state.ladder : { cursor, top: cursor };
}

function backAt(state: UiState, { cursor, top }: { readonly cursor: number; readonly top: number }): UiState {
  if (isInText(state)) return { ...state, detail: { ...state.detail, part: 'fields', cursor, top } };
  const view = currentView(state);
  if (view !== 'ladder') return PANES[view].place(state, () => cursor);
  return { ...state, isFollowing: false, ladder: { ...state.ladder, cursor, top, key: null } };
}
