import type { TimeMode } from '@sockscope/timeline';
import type { Update } from '../commands/command';
import { PANE_LAYOUTS } from '../screen/pane-choice';
import type { PaneLayout } from '../screen/pane-choice';
import { THEME_NAMES } from '../screen/theme';
import type { ThemeName } from '../screen/theme';
import type { ColorMode, HiddenColumns, UiState } from '../state/ui-state';

/** Something that the user can choose, and that `save-settings` keeps. */
export interface Setting {
  /** As in the settings file and behind `:set`. */
  readonly name: string;
  readonly help: string;
  readonly values: readonly string[];
  readonly get: (state: UiState) => string;
  readonly set: (state: UiState, value: string) => Update;
}

const TIME_MODES: readonly TimeMode[] = ['relative', 'since-syn', 'delta', 'wall'];
const COLOR_MODES: readonly ColorMode[] = ['kind', 'connection', 'process'];
const ON_OFF = ['off', 'on'] as const;

/** Everything that can be chosen, once: the settings view, `:set` and the settings file are made from this table. */
export const SETTINGS: readonly Setting[] = [
  {
    name: 'theme',
    help: 'light or dark as the screen is, colours of the terminal, for dark or light screens, of high contrast, or none',
    values: THEME_NAMES,
    get: ({ theme }) => theme,
    set: (state, value) => {
      const theme = value as ThemeName;
      return { state: { ...state, theme }, effect: { kind: 'theme', theme } };
    },
  },
  {
    name: 'colours',
    help: 'what they tell apart in the ladder: kinds of calls and packets, connections, processes',
    values: COLOR_MODES,
    get: ({ ladder }) => ladder.colorMode,
    set: (state, value) => ({ state: { ...state, ladder: { ...state.ladder, colorMode: value as ColorMode } } }),
  },
  {
    name: 'glyphs',
    help: 'lines and arrows of Unicode, or of ASCII alone',
    values: ['unicode', 'ascii'],
    get: ({ isAscii }) => (isAscii ? 'ascii' : 'unicode'),
    set: (state, value) => ({ state: { ...state, isAscii: value === 'ascii' } }),
  },
  {
    name: 'time',
    help: 'times in the ladder: since the start, since the SYN, since the row before, of the clock',
    values: TIME_MODES,
    get: ({ ladder }) => ladder.timeMode,
    set: (state, value) => ({ state: { ...state, ladder: { ...state.ladder, timeMode: value as TimeMode } } }),
  },
  {
    name: 'detail',
    help: 'where the detail stands: where there is more room, right of the ladder, or below it',
    values: PANE_LAYOUTS,
    get: ({ panes }) => panes.layout,
    set: (state, value) => ({ state: { ...state, panes: { ...state.panes, layout: value as PaneLayout } } }),
  },
  {
    name: 'mouse',
    help: 'rows can be clicked and the wheel scrolls; the terminal selects no text meanwhile',
    values: ON_OFF,
    get: ({ isMouseOn }) => ON_OFF[Number(isMouseOn)] ?? 'off',
    set: (state, value) => {
      const isOn = value === 'on';
      return { state: { ...state, isMouseOn: isOn }, effect: { kind: 'mouse', isOn } };
    },
  },
];

/** Gives the value `by` places further, around the ends. */
export function neighbourValue({ values, get }: Setting, state: UiState, by: 1 | -1): string {
  const place = values.indexOf(get(state)) + by;
  return values[(place + values.length) % values.length] ?? '';
}

/** What the UI writes into the settings file. */
export interface KeptSettings {
  /** By the settings' names. */
  readonly values: Readonly<Record<string, string>>;
  readonly hiddenColumns: HiddenColumns;
}

/** What is chosen, as the settings file has it. */
export function keptSettings(state: UiState): KeptSettings {
  const values = Object.fromEntries(SETTINGS.map(({ name, get }) => [name, get(state)]));
  return { values, hiddenColumns: state.hiddenColumns };
}
