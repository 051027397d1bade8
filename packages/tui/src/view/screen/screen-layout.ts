import type { View } from '../view-name';
import { NO_PANE_CHOICE } from './pane-choice';
import type { PaneChoice } from './pane-choice';
import type { Rectangle, Size } from './rectangle';

/** Where the panes of a view stand. */
export interface ScreenLayout {
  readonly status: Rectangle;
  readonly hints: Rectangle;
  /** The view itself, its heading line included. */
  readonly main: Rectangle;
  /** Detail beside or below the ladder, and the line between; null where there is no room or the view has none. */
  readonly detail: Rectangle | null;
  readonly rule: (Rectangle & { readonly direction: 'horizontal' | 'vertical' }) | null;
}

/** Below this the screen only says that it is too small. */
export const LEAST_SIZE: Size = { columns: 24, rows: 4 };

const LEAST_ROWS_WITH_DETAIL = 14;
const COLUMNS_FOR_DETAIL_AT_RIGHT = 140;
const LEAST_COLUMNS_WITH_DETAIL = 60;

/** As it comes by itself. */
const WIDE_LADDER_COLUMNS = 84;
const MOST_DETAIL_COLUMNS = 90;
const DETAIL_COLUMNS_SHARE = 0.39;
const MOST_DETAIL_ROWS = 16;

/** As small as the user can make them. */
const LEAST_LADDER_COLUMNS = 30;
const LEAST_DETAIL_COLUMNS = 24;
const LEAST_LADDER_ROWS = 3;
const LEAST_DETAIL_ROWS = 2;

/** True where not even one pane has room: the screen then only says so. */
export function isTooSmall({ columns, rows }: Size): boolean {
  return columns < LEAST_SIZE.columns || rows < LEAST_SIZE.rows;
}

/**
 * Divides the screen. The user can have the detail elsewhere, larger, smaller or not at all; see PaneChoice.
 *
 *     status            status                    status
 *     ladder            ladder      |  detail     ladder
 *     ----------                    |
 *     detail                        |
 *     hints             hints                     hints
 *     60..139 columns   140 and more              fewer than 60, or than 14 rows
 */
export function screenLayout(size: Size, view: View, choice: PaneChoice = NO_PANE_CHOICE): ScreenLayout {
  const { columns, rows } = size;
  const body = { x: 0, y: 1, width: columns, height: Math.max(0, rows - 2) };
  const frame = {
    status: { x: 0, y: 0, width: columns, height: 1 },
    hints: { x: 0, y: Math.max(0, rows - 1), width: columns, height: 1 },
  };
  const place = view === 'ladder' && !choice.isZoomed ? detailPlace(size, choice) : null;
  if (place === null) return { ...frame, main: body, detail: null, rule: null };
  return { ...frame, ...(place === 'right' ? divideWide(body, choice) : divideHigh(body, choice)) };
}

/** Where the detail stands besides the ladder; null where it has no room. */
export function detailPlace({ columns, rows }: Size, { layout }: PaneChoice): 'right' | 'below' | null {
  if (columns < LEAST_COLUMNS_WITH_DETAIL || rows < LEAST_ROWS_WITH_DETAIL) return null;
  if (layout !== 'auto') return layout;
  return columns >= COLUMNS_FOR_DETAIL_AT_RIGHT ? 'right' : 'below';
}

function divideWide(body: Rectangle, { growth }: PaneChoice) {
  const byItself = Math.min(
    MOST_DETAIL_COLUMNS,
    Math.max(LEAST_DETAIL_COLUMNS, body.width - WIDE_LADDER_COLUMNS - 1),
    Math.floor(body.width * DETAIL_COLUMNS_SHARE),
  );
  const detailWidth = between(LEAST_DETAIL_COLUMNS, byItself + growth.right, body.width - LEAST_LADDER_COLUMNS - 1);
  const mainWidth = body.width - detailWidth - 1;
  return {
    main: { ...body, width: mainWidth },
    rule: { x: mainWidth, y: body.y, width: 1, height: body.height, direction: 'vertical' as const },
    detail: { ...body, x: mainWidth + 1, width: detailWidth },
  };
}

function divideHigh(body: Rectangle, { growth }: PaneChoice) {
  const byItself = Math.min(MOST_DETAIL_ROWS, Math.floor((body.height - 2) / 3));
  const detailHeight = between(LEAST_DETAIL_ROWS, byItself + growth.below, body.height - LEAST_LADDER_ROWS - 1);
  const mainHeight = body.height - detailHeight - 1;
  return {
    main: { ...body, height: mainHeight },
    rule: { x: 0, y: body.y + mainHeight, width: body.width, height: 1, direction: 'horizontal' as const },
    detail: { ...body, y: body.y + mainHeight + 1, height: detailHeight },
  };
}

function between(least: number, value: number, most: number): number {
  return Math.max(least, Math.min(value, most));
}

/** Rows of a list below its heading line. */
export function listHeight(main: Rectangle): number {
  return Math.max(0, main.height - 1);
}
