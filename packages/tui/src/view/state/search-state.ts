/** Where a search began, so that it can go back there. */
interface SearchStart {
  readonly cursor: number;
  readonly top: number;
}

export interface SearchState {
  /** The line that was found last in a text without a cursor; null: none. */
  readonly line: number | null;
  /** What is looked for; empty: nothing. */
  readonly text: string;
  /** While it is typed: where the cursor was before, and what was looked for. */
  readonly before: { readonly start: SearchStart; readonly text: string } | null;
}

export const NO_SEARCH: SearchState = { text: '', line: null, before: null };
