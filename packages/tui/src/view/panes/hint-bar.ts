import { displayWidth } from '@sockscope/timeline';
import { bindingsOf, keyLabel } from '../keys/key-table';
import type { Need, View } from '../keys/key-table';
import type { Painter } from '../screen/painter';

/** Hints that stay when room is short, in this order: whoever can find help finds the rest. */
const FIRST = ['help', 'back-or-quit', 'open', 'follow'];

/**
 * Draws the last line: the keys of this view, as many as fit, never half a word.
 *
 *      Enter Detail  Tab Pane  ]c Next connection  w Time  ? Help  q Back
 */
export function drawHintBar(painter: Painter, view: View, has: ReadonlySet<Need>): void {
  const hints = bindingsOf(view, has)
    .filter(({ hint }) => hint !== undefined)
    .map(({ action, keys, hint = '' }, place) => ({ action, place, key: keyLabel(keys[0] ?? ''), hint }));
  const kept: typeof hints = [];
  let cells = 1;
  for (const item of hints.toSorted((a, b) => rank(a.action) - rank(b.action))) {
    const wanted = displayWidth(item.key) + displayWidth(item.hint) + 3;
    if (cells + wanted > painter.width) continue;
    cells += wanted;
    kept.push(item);
  }
  let x = 1;
  for (const { key, hint } of kept.toSorted((a, b) => a.place - b.place)) {
    x = painter.text(x, 0, `${key} `, 'hint-key');
    x = painter.text(x, 0, `${hint}  `, 'hint');
  }
}

function rank(action: string): number {
  const place = FIRST.indexOf(action);
  return place < 0 ? FIRST.length : place;
}
