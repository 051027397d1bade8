import { keptSettings, neighbourValue, SETTINGS } from '../settings/settings';
import { opened } from '../state/view-stack';
import type { UiContext } from '../ui-context';
import { ALL_VIEWS } from '../view-name';
import type { View } from '../view-name';
import type { Command, Update } from './command';

const VIEWS: readonly View[] = ['settings'];

/** What the user can choose, and keeping it. */
export const SETTINGS_COMMANDS: readonly Command[] = [
  {
    name: 'next-value',
    keys: ['l', 'right', 'enter', 'space'],
    views: VIEWS,
    help: 'the next value of the setting',
    hint: 'Change',
    run: (context) => changed(context, 1),
  },
  {
    name: 'previous-value',
    keys: ['h', 'left'],
    views: VIEWS,
    help: 'the value before',
    run: (context) => changed(context, -1),
  },
  {
    name: 'save-settings',
    keys: ['s', 'W'],
    views: ALL_VIEWS,
    keyViews: VIEWS,
    help: 'keep what is chosen, and which columns were taken away, for the next time',
    hint: { settings: 'Save' },
    run: ({ state }) => ({ effect: { kind: 'save-settings', kept: keptSettings(state) } }),
  },
  {
    name: 'settings',
    keys: ['o', 'f8'],
    views: ALL_VIEWS.filter((view) => view !== 'settings'),
    help: 'colours, glyphs, times, mouse',
    run: ({ state }) => ({ state: opened(state, 'settings') }),
  },
  {
    name: 'set',
    keys: [],
    views: ALL_VIEWS,
    help: 'choose a setting: set theme light',
    argument: {
      label: 'NAME VALUE',
      isOptional: false,
      candidates: () => SETTINGS.flatMap(({ name, values }) => values.map((value) => `${name} ${value}`)),
    },
    run: ({ state, argument }) => {
      const [name = '', value = ''] = argument.split(/[\s=]+/);
      const setting = SETTINGS.find((each) => each.name === name);
      if (setting?.values.includes(value)) return setting.set(state, value);
      const text = setting ? `${name} is one of ${setting.values.join(', ')}` : `no setting ${name}`;
      return { state: { ...state, notice: { text, isProblem: true } } };
    },
  },
];

function changed({ state }: UiContext, by: 1 | -1): Update {
  const setting = SETTINGS[state.settings.cursor];
  return setting ? setting.set(state, neighbourValue(setting, state, by)) : {};
}
