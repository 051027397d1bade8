import { displayWidth } from '@sockscope/timeline';
import { hintOf } from '../commands/command';
import { keyLabel } from '../keys/key-label';
import type { Painter } from '../screen/painter';
import { keyNeeds } from '../state/key-needs';
import { currentView } from '../state/ui-state';
import type { UiContext } from '../ui-context';

/** Hints that stay when room is short, in this order: whoever can find help finds the rest. */
const FIRST = ['help', 'back-or-quit', 'open', 'send', 'follow'];

/**
 * Draws the last line: the keys of this view, as many as fit, never half a word.
 *
 *      Enter Detail  Tab Pane  ]c Next connection  w Time  ? Help  q Back
 *
 * or their twins: F1 Help.
 */
export function drawHintBar(painter: Painter, context: UiContext): void {
  const { state, bindings } = context;
  const view = currentView(state);
  const hints = bindings
    .of(view, keyNeeds(context))
    .map(({ command, keys }, place) => ({
      name: command.name,
      place,
      key: (state.showsTwinKeys ? keys[1] : undefined) ?? keys[0],
      hint: hintOf(command, view),
    }))
    .flatMap(({ key, hint, ...rest }) => (key && hint ? [{ ...rest, key: keyLabel(key), hint }] : []));
  const kept: typeof hints = [];
  let cells = 1;
  for (const item of hints.toSorted((a, b) => rank(a.name) - rank(b.name))) {
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

function rank(name: string): number {
  const place = FIRST.indexOf(name);
  return place < 0 ? FIRST.length : place;
}
