import type { Rectangle } from '../screen/rectangle';
import { bytesPerLine, lineCells } from './hex-dump';

/** Where the parts of a detail stand. */
export interface DetailAreas {
  readonly fields: Rectangle;
  /** null: the bytes follow the fields as more lines. */
  readonly bytes: Rectangle | null;
  /** The line between. */
  readonly rule: (Rectangle & { readonly direction: 'horizontal' | 'vertical' }) | null;
}

const LEAST_ROWS_FOR_BOTH = 14;
const MOST_BYTES_SHARE = 0.4;
const COLUMNS_FOR_BOTH_BESIDE = 140;

/**
 * Divides the pane of a detail with `byteCount` bytes.
 *
 *     fields            fields     |  bytes       fields and
 *     ----------                   |              bytes as one
 *     bytes                        |
 *     14 rows and more  140 columns and more      less
 */
export function detailAreas(area: Rectangle, byteCount: number): DetailAreas {
  if (byteCount === 0 || area.height < LEAST_ROWS_FOR_BOTH) return { fields: area, bytes: null, rule: null };
  return area.width >= COLUMNS_FOR_BOTH_BESIDE ? beside(area) : below(area, byteCount);
}

function beside(area: Rectangle): DetailAreas {
  const width = lineCells(16);
  const x = area.x + area.width - width;
  return {
    fields: { ...area, width: area.width - width - 2 },
    bytes: { ...area, x, width },
    rule: { ...area, x: x - 2, width: 1, direction: 'vertical' },
  };
}

function below(area: Rectangle, byteCount: number): DetailAreas {
  const lines = Math.ceil(byteCount / bytesPerLine(area.width));
  const height = Math.min(lines, Math.floor(area.height * MOST_BYTES_SHARE));
  const y = area.y + area.height - height;
  return {
    fields: { ...area, height: area.height - height - 1 },
    bytes: { ...area, y, height },
    rule: { ...area, y: y - 1, height: 1, direction: 'horizontal' },
  };
}
