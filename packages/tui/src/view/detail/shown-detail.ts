import { screenLayout } from '../screen/screen-layout';
import type { Rectangle } from '../screen/rectangle';
import { shownRows } from '../state/shown-rows';
import { currentView } from '../state/ui-state';
import type { UiContext } from '../ui-context';
import { detailAreas } from './detail-areas';
import type { DetailAreas } from './detail-areas';
import type { RowDetail } from './detail-line';
import { joinedLength, joinedLine } from './joined-lines';
import { rowDetail } from './row-detail';

/** A narrower ladder has none; see ladderLayout(). */
const COLUMNS_WITH_STATES = 80;

/** A row's detail, and where its parts stand on the screen. */
export interface ShownDetail {
  readonly detail: RowDetail;
  readonly areas: DetailAreas;
}

/** Gives the detail of the row under the cursor, for a part of the screen; null where there is no row. */
export function detailIn({ state, content, display }: UiContext, area: Rectangle): ShownDetail | null {
  const row = shownRows(state, content)[state.ladder.cursor];
  if (!row) return null;
  const { charset, size } = display;
  const areStatesFirst = size.columns < COLUMNS_WITH_STATES;
  const wide = rowDetail(content, row, { width: area.width, charset, areStatesFirst });
  const areas = detailAreas(area, wide.bytes.length);
  return { detail: rowDetail(content, row, { width: areas.fields.width, charset, areStatesFirst }), areas };
}

/** Gives the detail as it stands on the screen; null where there is none. */
export function detailOnScreen(context: UiContext): ShownDetail | null {
  const view = currentView(context.state);
  const { main, detail } = screenLayout(context.display.size, view, context.state.panes);
  const area = view === 'detail' ? main : detail;
  return area && detailIn(context, area);
}

/** Gives the lines that the detail's cursor goes through, as text; none where there is no detail. */
export function detailTexts(context: UiContext): readonly string[] {
  const shown = detailOnScreen(context);
  if (!shown) return [];
  const { detail, areas } = shown;
  const { width } = areas.fields;
  const length = areas.bytes ? detail.lines.length : joinedLength(detail, width);
  return Array.from({ length }, (_, i) =>
    joinedLine(detail, width, i)
      .line.map(({ text }) => text)
      .join(''),
  );
}
