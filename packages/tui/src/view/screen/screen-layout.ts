import type { View } from '../view-name';
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

const LEAST_COLUMNS_WITH_DETAIL = 80;
const LEAST_ROWS_WITH_DETAIL = 14;
const COLUMNS_FOR_DETAIL_AT_RIGHT = 140;
const LEAST_LADDER_COLUMNS = 84;
const MOST_DETAIL_COLUMNS = 90;

/** True where not even one pane has room: the screen then only says so. */
export function isTooSmall({ columns, rows }: Size): boolean {
  return columns < LEAST_SIZE.columns || rows < LEAST_SIZE.rows;
}

/**
 * Divides the screen.
 *
 *     status            status                    status
 *     ladder            ladder      |  detail     ladder
 *     ----------                    |
 *     detail                        |
 *     hints             hints                     hints
 *     80..139 columns   140 and more              fewer than 80, or than 14 rows
 */
export function screenLayout(size: Size, view: View): ScreenLayout {
  const { columns, rows } = size;
  const body = { x: 0, y: 1, width: columns, height: Math.max(0, rows - 2) };
  const frame = {
    status: { x: 0, y: 0, width: columns, height: 1 },
    hints: { x: 0, y: Math.max(0, rows - 1), width: columns, height: 1 },
  };
  const hasDetail = view === 'ladder' && columns >= LEAST_COLUMNS_WITH_DETAIL && rows >= LEAST_ROWS_WITH_DETAIL;
  if (!hasDetail) return { ...frame, main: body, detail: null, rule: null };
  return { ...frame, ...(columns >= COLUMNS_FOR_DETAIL_AT_RIGHT ? divideWide(body) : divideHigh(body)) };
}

function divideWide(body: Rectangle) {
  const detailWidth = Math.min(
    MOST_DETAIL_COLUMNS,
    body.width - LEAST_LADDER_COLUMNS - 1,
    Math.floor(body.width * 0.39),
  );
  const mainWidth = body.width - detailWidth - 1;
  return {
    main: { ...body, width: mainWidth },
    rule: { x: mainWidth, y: body.y, width: 1, height: body.height, direction: 'vertical' as const },
    detail: { ...body, x: mainWidth + 1, width: detailWidth },
  };
}

function divideHigh(body: Rectangle) {
  const detailHeight = Math.max(2, Math.min(16, Math.floor((body.height - 2) / 3)));
  const mainHeight = body.height - detailHeight - 1;
  return {
    main: { ...body, height: mainHeight },
    rule: { x: 0, y: body.y + mainHeight, width: body.width, height: 1, direction: 'horizontal' as const },
    detail: { ...body, y: body.y + mainHeight + 1, height: detailHeight },
  };
}

/** Rows of a list below its heading line. */
export function listHeight(main: Rectangle): number {
  return Math.max(0, main.height - 1);
}
