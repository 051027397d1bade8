import type { LadderRow } from '@sockscope/timeline';
import { shownRows } from '../state/shown-rows';
import type { UiContext } from '../ui-context';

/** Gives the rows that are saved: the marked ones of this ladder, where there are some, else all that the filter lets through. */
export function chosenRows({ state, content }: UiContext): readonly LadderRow[] {
  const marked = markedRows({ state, content });
  return marked.length > 0 ? marked : shownRows(state, content);
}

/** Gives the marked rows of this ladder, hidden or not. */
export function markedRows({ state, content }: Pick<UiContext, 'state' | 'content'>): readonly LadderRow[] {
  const { keys } = state.marks;
  if (keys.length === 0) return [];
  const marked = new Set(keys);
  return content.rows(state.choice).filter(({ key }) => marked.has(key));
}
