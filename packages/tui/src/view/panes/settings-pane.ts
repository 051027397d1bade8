import { displayWidth, fit } from '@sockscope/timeline';
import type { Painter } from '../screen/painter';
import { listHeight } from '../screen/screen-layout';
import { span } from '../screen/styles';
import { SETTINGS } from '../settings/settings';
import { showCursor } from '../state/list-position';
import type { UiContext } from '../ui-context';
import type { Pane } from './pane';

const NAME_CELLS = 8;
const VALUE_CELLS = 15;

/**
 * What can be chosen, and what is.
 *
 *      SETTING VALUE
 *      theme   terminal       colours: those of the terminal, for dark or light screens, of high contrast, or none
 *      mouse   off            rows can be clicked and the wheel scrolls; the terminal selects no text meanwhile
 */
export const settingsPane: Pane = {
  draw: drawSettings,
  settle: ({ state }, area) => ({ ...state, settings: showCursor(state.settings, SETTINGS.length, listHeight(area)) }),
  place: (state, to) => ({ ...state, settings: { ...state.settings, cursor: to(state.settings.cursor) } }),
  top: ({ settings }) => settings.top,
};

function drawSettings(painter: Painter, { state }: UiContext): void {
  const { cursor, top } = state.settings;
  painter.text(0, 0, ` ${fit('SETTING', NAME_CELLS)} VALUE`, 'heading');
  SETTINGS.slice(top, top + Math.max(0, painter.height - 1)).forEach(({ name, get, help }, i) => {
    const value = get(state);
    const cells = NAME_CELLS + VALUE_CELLS + 2;
    const line = [span(` ${fit(name, NAME_CELLS)} `, 'field-name'), span(fit(value, VALUE_CELLS), 'field-value')];
    const fits = cells + displayWidth(help) <= painter.width;
    painter.line(i + 1, fits ? [...line, span(help, 'note')] : line, top + i === cursor ? 'selected' : 'none');
  });
  const chosen = SETTINGS[cursor];
  const below = SETTINGS.length + 2;
  if (chosen) painter.prose(1, below, chosen.values.join(', '), 'note');
  painter.prose(1, below + 1, 'Saved only when asked: W', 'note');
}
