import type { PendingKeys } from './keys/key-reader';
import { drawDetailPane } from './panes/detail-pane';
import { drawHintBar } from './panes/hint-bar';
import { PANES } from './panes/pane-table';
import { drawCandidates, drawPromptLine } from './panes/prompt-line';
import { drawStatusLine } from './panes/status-line';
import { drawTooSmall } from './panes/too-small';
import { CellGrid } from './screen/cell-grid';
import { frameGlyphs } from './screen/charset';
import { Painter } from './screen/painter';
import type { Rectangle } from './screen/rectangle';
import { isTooSmall, screenLayout } from './screen/screen-layout';
import type { ScreenLayout } from './screen/screen-layout';
import { scrolledCells } from './state/scrolled-cells';
import { currentView } from './state/ui-state';
import type { UiContext } from './ui-context';

/** Gives a frame as a screen of exactly the display's size, whatever that is. */
export function drawScreen(context: UiContext, pending: PendingKeys): CellGrid {
  const { state, display } = context;
  const { size, charset } = display;
  const grid = new CellGrid(size.columns, size.rows);
  const screen = new Painter(grid, { x: 0, y: 0, width: size.columns, height: size.rows }, charset);
  if (isTooSmall(size)) {
    drawTooSmall(screen);
    return grid;
  }
  const view = currentView(state);
  const layout = screenLayout(size, view, state.panes);
  drawStatusLine(screen.region(layout.status), context, pending);
  drawMain(screen.region(layout.main), context);
  drawDivision(screen, layout, context);
  drawLastLine(screen, layout, context);
  return grid;
}

/** The view in its pane; one that is scrolled as wide as it is, of which the pane shows a part. */
function drawMain(painter: Painter, context: UiContext): void {
  const { state, display } = context;
  const pane = PANES[currentView(state)];
  const x = scrolledCells(state);
  if (x === null) {
    pane.draw(painter, context);
    markFound(painter, context);
    return;
  }
  const { width, height } = painter;
  const wide = Math.max(x + width, pane.wideCells?.(context, { x: 0, y: 0, width, height }) ?? 0);
  const grid = new CellGrid(wide, height);
  pane.draw(new Painter(grid, { x: 0, y: 0, width: wide, height }, display.charset), context);
  painter.copy(grid, x);
  markFound(painter, context);
}

/** What is looked for in a list or a text; ladder and detail mark it themselves. The heading of a list is none of it. */
function markFound(painter: Painter, { state }: UiContext): void {
  const { texts, top } = PANES[currentView(state)];
  if (texts === undefined || state.search.text === '') return;
  for (let y = top === undefined ? 0 : 1; y < painter.height; y++) painter.highlight(y, state.search.text);
}

function drawDivision(screen: Painter, { rule, detail }: ScreenLayout, context: UiContext): void {
  if (!rule || !detail) return;
  const { horizontal, vertical } = frameGlyphs(context.display.charset);
  const glyph = rule.direction === 'horizontal' ? horizontal : vertical;
  fill(screen.region(rule), rule, glyph, context.state.focus === 'detail');
  const marked = rule.direction === 'horizontal' ? screen.region(rule) : null;
  drawDetailPane(screen.region(detail), marked, context);
}

/** Draws the line between two panes; heavier while keys go to the pane beyond it. */
function fill(painter: Painter, { width, height }: Rectangle, glyph: string, isFocused: boolean): void {
  for (let y = 0; y < height; y++) painter.text(0, y, glyph.repeat(width), isFocused ? 'status' : 'rule');
}

/** The answers are the last to be cut. */
function drawQuestion(painter: Painter, text: string): void {
  const answers = ' y Yes  n No';
  const room = Math.max(0, painter.width - answers.length - 1);
  const x = painter.region({ x: 0, y: 0, width: room + 1, height: 1 }).prose(1, 0, text, 'mark');
  painter.text(x, 0, answers, 'hint-key');
}

/** What is asked, the line that is typed, else what there is to say, else the keys. */
function drawLastLine(screen: Painter, { hints }: ScreenLayout, context: UiContext): void {
  const { prompt, notice, question } = context.state;
  const painter = screen.region(hints);
  if (question) drawQuestion(painter, question.question);
  else if (prompt) {
    drawCandidates(screen.region({ x: 0, y: 1, width: screen.width, height: hints.y - 1 }), prompt, context);
    drawPromptLine(painter, prompt, context);
  } else if (notice) painter.prose(1, 0, notice.text, notice.isProblem ? 'problem' : 'note');
  else drawHintBar(painter, context);
}
