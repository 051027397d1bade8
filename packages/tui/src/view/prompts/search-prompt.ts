import { found, isInText, soughtFrom } from '../state/sought';
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
    const { cursor, top } = isInText(state) ? state.detail : state.ladder;
    const before = state.search.before ?? { start: { cursor, top }, text: state.search.text };
    const started = backAt({ ...state, search: { text: line, before } }, before.start);
    return line === '' ? started : soughtFrom({ ...context, state: started }, 0);
  },
  cancelled: ({ state }) => {
    const { before } = state.search;
    if (before === null) return state;
    return { ...backAt(state, before.start), search: { text: before.text, before: null } };
  },
  accept: (line, { state }) => {
    const text = line === '' ? (state.search.before?.text ?? state.search.text) : line;
    return { state: { ...state, search: { ...state.search, text, before: null } } };
  },
};

function backAt(state: UiState, { cursor, top }: { readonly cursor: number; readonly top: number }): UiState {
  if (isInText(state)) return { ...state, detail: { ...state.detail, part: 'fields', cursor, top } };
  return { ...state, isFollowing: false, ladder: { ...state.ladder, cursor, top, key: null } };
}
