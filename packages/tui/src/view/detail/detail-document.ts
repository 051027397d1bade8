import { screenLayout } from '../screen/screen-layout';
import { shownRows } from '../state/shown-rows';
import { currentView } from '../state/ui-state';
import type { UiContext } from '../ui-context';
import type { Document } from './document';
import { rowDetail } from './row-detail';

/** Gives the detail of the row under the cursor as wide as it is on the screen; null where there is none. */
export function detailDocument({ state, content, display }: UiContext): Document | null {
  const row = shownRows(state, content)[state.ladder.cursor];
  const view = currentView(state);
  const { main, detail } = screenLayout(display.size, view);
  const area = view === 'detail' ? main : detail;
  return row && area ? rowDetail(content, row, area.width, display.charset) : null;
}
