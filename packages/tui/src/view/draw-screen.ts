import { linesDocument } from './detail/document';
import { rowDetail } from './detail/row-detail';
import { drawConnectionsPane } from './panes/connections-pane';
import { drawDocumentPane } from './panes/document-pane';
import { helpLines } from './panes/help-pane';
import { drawHintBar } from './panes/hint-bar';
import { drawLadderPane } from './panes/ladder-pane';
import { drawStatusLine } from './panes/status-line';
import { drawTooSmall } from './panes/too-small';
import { CellGrid } from './screen/cell-grid';
import { frameGlyphs } from './screen/charset';
import type { Display } from './screen/display';
import { Painter } from './screen/painter';
import type { Rectangle } from './screen/rectangle';
import { isTooSmall, screenLayout } from './screen/screen-layout';
import type { ScreenLayout } from './screen/screen-layout';
import type { PendingKeys } from './keys/key-reader';
import { keyNeeds } from './state/key-needs';
import type { UiContent } from './state/ui-content';
import { currentView } from './state/ui-state';
import type { UiState } from './state/ui-state';

/** All that a frame shows. */
export interface Frame {
  readonly title: string;
  readonly state: UiState;
  readonly content: UiContent;
  readonly pending: PendingKeys;
  readonly display: Display;
}

/** Gives a frame as a screen of exactly the display's size, whatever that is. */
export function drawScreen(frame: Frame): CellGrid {
  const { size, charset } = frame.display;
  const grid = new CellGrid(size.columns, size.rows);
  const screen = new Painter(grid, { x: 0, y: 0, width: size.columns, height: size.rows }, charset.asciiText);
  if (isTooSmall(size)) {
    drawTooSmall(screen);
    return grid;
  }
  const { title, state, content, pending } = frame;
  const view = currentView(state);
  const layout = screenLayout(size, view);
  drawStatusLine(screen.region(layout.status), title, state, content, pending, charset);
  drawMain(screen.region(layout.main), frame);
  drawDivision(screen, layout, frame);
  drawHintBar(screen.region(layout.hints), view, keyNeeds(content, frame.display));
  return grid;
}

function drawMain(painter: Painter, { state, content, display }: Frame): void {
  const { charset } = display;
  switch (currentView(state)) {
    case 'connections':
      return drawConnectionsPane(painter, content, state.connections, charset);
    case 'ladder':
      return drawLadderPane(painter, state, content, charset);
    case 'detail':
      return drawDetail(painter, null, state, content, display);
    case 'help':
      return drawDocumentPane(painter, linesDocument(helpLines(state, content, display)), state.helpTop, null);
  }
}

function drawDivision(screen: Painter, { rule, detail }: ScreenLayout, { state, content, display }: Frame): void {
  if (!rule || !detail) return;
  const { horizontal, vertical } = frameGlyphs(display.charset);
  const glyph = rule.direction === 'horizontal' ? horizontal : vertical;
  fill(screen.region(rule), rule, glyph, state.focus === 'detail');
  const marked = rule.direction === 'horizontal' ? screen.region(rule) : null;
  drawDetail(screen.region(detail), marked, state, content, display);
}

/** Draws the line between two panes; heavier while keys go to the pane beyond it. */
function fill(painter: Painter, { width, height }: Rectangle, glyph: string, isFocused: boolean): void {
  for (let y = 0; y < height; y++) painter.text(0, y, glyph.repeat(width), isFocused ? 'status' : 'rule');
}

function drawDetail(
  painter: Painter,
  rule: Painter | null,
  state: UiState,
  content: UiContent,
  { charset }: Display,
): void {
  const row = content.rows(state.choice)[state.ladder.cursor];
  if (row) drawDocumentPane(painter, rowDetail(content, row, painter.width, charset), state.detailTop, rule);
}
