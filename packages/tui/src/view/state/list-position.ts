import type { ListPosition } from './ui-state';

/** Gives a cursor on an existing row, and the least scrolling that shows it in `height` rows. */
export function showCursor(position: ListPosition, length: number, height: number): ListPosition {
  const cursor = clamp(position.cursor, 0, length - 1);
  const room = Math.max(1, height);
  const top = clamp(position.top, cursor - room + 1, cursor);
  return { cursor, top: clamp(top, 0, length - room) };
}

/** Gives `value` between `least` and `most`; `least` where they cross, and never below 0. */
export function clamp(value: number, least: number, most: number): number {
  return Math.max(0, least, Math.min(value, most));
}
