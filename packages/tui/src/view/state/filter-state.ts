import type { Filter } from '@sockscope/timeline';

/** A display filter as it was typed. */
export interface TypedFilter {
  readonly text: string;
  readonly filter: Filter;
}

export interface FilterState {
  /** What the ladder shows; null: everything. */
  readonly chosen: TypedFilter | null;
  /** While another is typed: the newest of its texts that is a filter (`filter` null: no filter at all); null otherwise. */
  readonly draft: { readonly filter: Filter | null } | null;
}

export const NO_FILTER: FilterState = { chosen: null, draft: null };

/** Gives the filter that the rows on the screen go through. */
export function shownFilter({ chosen, draft }: FilterState): Filter | null {
  return draft ? draft.filter : (chosen?.filter ?? null);
}
