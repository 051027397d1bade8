import { fit } from '@sockscope/timeline';
import type { KeyBindings } from '../keys/key-bindings';
import { keyLabel } from '../keys/key-label';
import type { Painter } from '../screen/painter';
import { listHeight } from '../screen/screen-layout';
import { span } from '../screen/styles';
import { SETTINGS } from '../settings/settings';
import { showCursor } from '../state/list-position';
import type { UiContext } from '../ui-context';
import type { Pane } from './pane';

const NAME_CELLS = 8;

/**
 * What can be chosen, and what is.
 *
 *      SETTING  VALUE
 *      theme    terminal
 *      mouse    off
 *
 *      auto, terminal, dark, light, high-contrast, plain
 *      theme: colours of the terminal, for dark or light screens, of high contrast, or none
 */
export const settingsPane: Pane = {
  draw: drawSettings,
  settle: ({ state }, area) => ({ ...state, settings: showCursor(state.settings, SETTINGS.length, listHeight(area)) }),
  place: (state, to) => ({ ...state, settings: { ...state.settings, cursor: to(state.settings.cursor) } }),
  top: ({ settings }) => settings.top,
};

function drawSettings(painter: Painter, { state, bindings }: UiContext): void {
  const { cursor, top } = state.settings;
  painter.text(0, 0, ` ${fit('SETTING', NAME_CELLS)} VALUE`, 'heading');
  SETTINGS.slice(top, top + Math.max(0, painter.height - 1)).forEach(({ name, get }, i) => {
    const line = [span(` ${fit(name, NAME_CELLS)} `, 'field-name'), span(get(state), 'field-value')];
    painter.line(i + 1, line, top + i === cursor ? 'selected' : 'none');
  });
  const chosen = SETTINGS[cursor];
  if (!chosen) return;
  const { name, help, values } = chosen;
  // A small screen has no room for the blank line.
  const isSmall = painter.height < SETTINGS.length + 5;
  let y = SETTINGS.length + (isSmall ? 1 : 2);
  for (const text of [values.join(', '), `${name}: ${help}`, keptText(bindings)]) {
    y = painter.paragraph(y, text, 'note');
  }
}

function keptText(bindings: KeyBindings): string {
  const [key] = bindings.keysOf('save-settings');
  return `Kept for the next time only when asked, columns too: ${key === undefined ? ':save-settings' : keyLabel(key)}`;
}
