import type { DetailAreas } from '../detail/detail-areas';
import { lineOfByte } from '../detail/detail-line';
import type { ByteRange, RowDetail } from '../detail/detail-line';
import { bytesPerLine, hexLine } from '../detail/hex-dump';
import { bytesTitle, joinedLength, joinedLine } from '../detail/joined-lines';
import { detailIn, detailOnScreen } from '../detail/shown-detail';
import { frameGlyphs } from '../screen/charset';
import { lineWidth } from '../screen/line-width';
import type { Painter } from '../screen/painter';
import type { Rectangle } from '../screen/rectangle';
import { clamp, showCursor } from '../state/list-position';
import { currentView } from '../state/ui-state';
import type { DetailState, UiState } from '../state/ui-state';
import type { UiContext } from '../ui-context';
import type { Pane } from './pane';

/**
 * Everything that is known of the row under the ladder's cursor: over the whole screen, or beside the ladder. The bytes of
 * the field under the cursor are marked; with the keys in the bytes, the field of the byte under the cursor is.
 *
 *     #2  127.0.0.1:8888 > 127.0.0.1:51234  TCP  [S.] seq 1 ack 8 win 65483  length 0
 *     no call sent it: the kernel answers for listen(3); accept() has not been called yet
 *       completes       connect(3, 127.0.0.1:8888) = 0  during the call
 *     TCP  (RFC 9293 §3.1)
 *       Source port     8888
 *     ─ Bytes (66) ───────────────────────────── 34 to 35 ─
 *     0020  00 01[22 b8]c8 22 00 00  00 01 00 00 00 08 a0 12  ..".."..........
 */
export const detailPane: Pane = {
  draw: (painter, context) => drawDetailPane(painter, null, context),
  settle: settledDetail,
  place: (state, to) => ({ ...state, detail: moved(state.detail, to) }),
  press: (context, area, x, y) => {
    const parts = detailIn(context, area);
    return parts ? { ...context.state, detail: pressed(context.state.detail, parts.areas, x, y) } : context.state;
  },
};

/** Gives the key of the ladder's row that the line under the cursor names; null where it names none. */
export function targetUnderCursor(context: UiContext): string | null {
  return detailOnScreen(context)?.detail.lines[context.state.detail.cursor]?.target ?? null;
}

function settledDetail(context: UiContext, area: Rectangle): UiState {
  const { state } = context;
  const parts = detailIn(context, area);
  if (!parts) return state;
  const { detail, areas } = parts;
  const part = areas.bytes ? state.detail.part : 'fields';
  const byte = clamp(state.detail.byte, 0, detail.bytes.length - 1);
  const wanted = part === 'bytes' ? (lineOfByte(detail, byte) ?? state.detail.cursor) : state.detail.cursor;
  const length = areas.bytes ? detail.lines.length : joinedLength(detail, areas.fields.width);
  const { cursor, top } = showCursor({ cursor: wanted, top: state.detail.top }, length, areas.fields.height);
  const shown = part === 'bytes' ? byte : (detail.lines[cursor]?.range?.offset ?? 0);
  const perLine = bytesPerLine(areas.bytes?.width ?? area.width);
  const bytesTop = topOfBytes(state.detail.bytesTop, shown, perLine, detail.bytes.length, areas.bytes?.height ?? 1);
  return { ...state, detail: { part, byte: shown, cursor, top, perLine, bytesTop } };
}

function topOfBytes(top: number, byte: number, perLine: number, count: number, height: number): number {
  return showCursor({ cursor: Math.floor(byte / perLine), top }, Math.ceil(count / perLine), height).top;
}

/** A row of the hex dump down or up keeps the column. */
function moved(detail: DetailState, to: (position: number) => number): DetailState {
  if (detail.part === 'fields') return { ...detail, cursor: to(detail.cursor) };
  const column = detail.byte % detail.perLine;
  return { ...detail, byte: to(Math.floor(detail.byte / detail.perLine)) * detail.perLine + column };
}

function pressed(detail: DetailState, { fields, bytes }: DetailAreas, x: number, y: number): DetailState {
  if (contains(fields, x, y)) return { ...detail, part: 'fields', cursor: detail.top + y - fields.y };
  if (!bytes || !contains(bytes, x, y)) return detail;
  // Behind the offset a byte takes three cells, and a gap follows the eighth.
  const cell = x - bytes.x - 6;
  const column = Math.floor((cell > 24 ? cell - 1 : cell) / 3);
  const line = detail.bytesTop + y - bytes.y;
  return { ...detail, part: 'bytes', byte: line * detail.perLine + clamp(column, 0, detail.perLine - 1) };
}

function contains(area: Rectangle, x: number, y: number): boolean {
  return x >= area.x && x < area.x + area.width && y >= area.y && y < area.y + area.height;
}

/** Draws the detail; how much is below stands on `outerRule`, the line above the pane, where there is one. */
export function drawDetailPane(painter: Painter, outerRule: Painter | null, context: UiContext): void {
  const { state } = context;
  const parts = detailIn(context, { x: 0, y: 0, width: painter.width, height: painter.height });
  if (!parts) return;
  const { detail, areas } = parts;
  const hasKeys = currentView(state) === 'detail' || state.focus === 'detail';
  drawFields(painter.region(areas.fields), areas.rule ? null : outerRule, detail, { state, hasKeys, areas });
  if (areas.bytes) drawBytes(painter, detail, { state, hasKeys, areas, context });
}

interface DrawOptions {
  readonly state: UiState;
  readonly hasKeys: boolean;
  readonly areas: DetailAreas;
}

function drawFields(
  painter: Painter,
  rule: Painter | null,
  detail: RowDetail,
  { state, hasKeys, areas }: DrawOptions,
): void {
  const length = areas.bytes ? detail.lines.length : joinedLength(detail, painter.width);
  const { cursor, top } = state.detail;
  for (let y = 0; y < painter.height && top + y < length; y++) {
    const isSelected = hasKeys && state.detail.part === 'fields' && top + y === cursor;
    const isField = hasKeys && state.detail.part === 'bytes' && top + y === cursor;
    const { line } = joinedLine(detail, painter.width, top + y);
    painter.line(y, line, isSelected ? 'selected' : isField ? 'linked' : 'none');
    painter.highlight(y, state.search.text);
  }
  const below = length - top - painter.height;
  if (below <= 0) return;
  const mark = ` ${below} more `;
  if (rule) rule.text(Math.max(0, rule.width - mark.length - 1), 0, mark, 'status');
  else if (lineWidth(joinedLine(detail, painter.width, top + painter.height - 1).line) + mark.length < painter.width) {
    painter.text(painter.width - mark.length, painter.height - 1, mark, 'status');
  }
}

function drawBytes(painter: Painter, detail: RowDetail, options: DrawOptions & { readonly context: UiContext }): void {
  const { state, hasKeys, areas, context } = options;
  const { bytes, rule } = areas;
  if (!bytes || !rule) return;
  const range = hasKeys ? (detail.lines[state.detail.cursor]?.range ?? null) : null;
  drawRule(painter.region(rule), rule.direction, detail, range, context);
  const region = painter.region(bytes);
  const perLine = bytesPerLine(bytes.width);
  const cursor = hasKeys && state.detail.part === 'bytes' ? state.detail.byte : null;
  for (let y = 0; y < region.height; y++) {
    region.line(y, hexLine(detail.bytes, (state.detail.bytesTop + y) * perLine, perLine, { range, cursor }));
  }
}

function drawRule(
  painter: Painter,
  direction: 'horizontal' | 'vertical',
  { bytes }: RowDetail,
  range: ByteRange | null,
  { display }: UiContext,
): void {
  const { horizontal, vertical } = frameGlyphs(display.charset);
  const glyph = direction === 'horizontal' ? horizontal : vertical;
  for (let y = 0; y < painter.height; y++) painter.text(0, y, glyph.repeat(painter.width), 'rule');
  if (direction === 'vertical') return;
  painter.text(1, 0, ` ${bytesTitle(bytes).text} `, 'heading');
  const last = range ? range.offset + range.length - 1 : 0;
  const place = range && range.length > 0 ? ` ${range.offset}${range.length > 1 ? ` to ${last}` : ''} ` : '';
  painter.text(Math.max(0, painter.width - place.length - 1), 0, place, 'note');
}
