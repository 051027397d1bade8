import type { Command } from '../commands/command';
import { KeyBindings } from '../keys/key-bindings';
import type { KeyOverrides } from '../keys/key-bindings';
import { keyConflict } from '../keys/key-conflict';
import { parseKey } from '../keys/parse-key';
import { COLUMN_NAMES } from '../state/list-columns';
import { LIST_VIEWS, NONE_HIDDEN } from '../state/ui-state';
import type { HiddenColumns } from '../state/ui-state';
import { SETTINGS } from './settings';
import type { KeptSettings } from './settings';

/** What a settings file says. */
export interface UserSettings extends KeptSettings {
  /** By the commands' names. */
  readonly keys: KeyOverrides;
}

export const NO_USER_SETTINGS: UserSettings = { values: {}, hiddenColumns: NONE_HIDDEN, keys: {} };

export type ParsedSettings =
  { readonly ok: true; readonly settings: UserSettings } | { readonly ok: false; readonly problem: string };

/** What the file calls the columns that are taken away. */
export const HIDDEN_COLUMNS = 'hidden-columns';

/** Without a key for it, Ctrl-C would do nothing. */
const NEEDS_A_KEY = 'interrupt';

/**
 * Reads the text of a settings file:
 *
 *     { "theme": "light", "hidden-columns": { "connections": ["phases"] }, "keys": { "page-down": ["PgDn", "Ctrl-F", "J"] } }
 *
 * Anything that is unknown or goes against something else is a problem, in part of a sentence that names both sides.
 */
export function parseSettings(text: string, commands: readonly Command[]): ParsedSettings {
  const json = parseJson(text);
  if (!isObject(json)) return failed('is no JSON object');
  const { keys = {}, [HIDDEN_COLUMNS]: hidden = {}, ...values } = json;
  const problem =
    valuesProblem(values) ??
    (isObject(hidden) ? columnsProblem(hidden) : `${HIDDEN_COLUMNS} is no object`) ??
    (isObject(keys) ? keysProblem(keys, commands) : 'keys is no object');
  if (problem !== null) return failed(problem);
  const overrides = Object.fromEntries(
    Object.entries(keys as Record<string, readonly string[]>).map(([name, list]) => [
      name,
      list.map((key) => parseKey(key) ?? ''),
    ]),
  );
  const conflict = keyConflict(new KeyBindings(commands, overrides).all);
  if (conflict !== null) return failed(conflict);
  const hiddenColumns = { ...NONE_HIDDEN, ...(hidden as Partial<HiddenColumns>) };
  return { ok: true, settings: { values: values as Record<string, string>, hiddenColumns, keys: overrides } };
}

function failed(problem: string): ParsedSettings {
  return { ok: false, problem };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function valuesProblem(values: Readonly<Record<string, unknown>>): string | null {
  for (const [name, value] of Object.entries(values)) {
    const setting = SETTINGS.find((each) => each.name === name);
    if (!setting) return `there is no setting ${JSON.stringify(name)}`;
    if (!setting.values.includes(value as string)) {
      return `${name} is ${JSON.stringify(value) ?? ''}, not one of ${setting.values.join(', ')}`;
    }
  }
  return null;
}

function columnsProblem(hidden: Readonly<Record<string, unknown>>): string | null {
  for (const [list, names] of Object.entries(hidden)) {
    const view = LIST_VIEWS.find((each) => each === list);
    if (view === undefined) return `there is no list ${JSON.stringify(list)} with columns`;
    if (!Array.isArray(names)) return `the hidden columns of ${list} are no list`;
    const known = COLUMN_NAMES[view];
    const bad = names.findIndex((name) => !known.includes(name as string));
    if (bad >= 0) return `${JSON.stringify(names[bad])} is no column of ${list}, which has ${known.join(', ')}`;
    if (known.every((name) => names.includes(name))) return `one column of ${list} has to stay`;
  }
  return null;
}

function keysProblem(keys: Readonly<Record<string, unknown>>, commands: readonly Command[]): string | null {
  for (const [name, list] of Object.entries(keys)) {
    if (!commands.some((command) => command.name === name)) return `there is no command ${JSON.stringify(name)}`;
    if (!Array.isArray(list)) return `the keys of ${name} are no list`;
    const bad = list.findIndex((key) => typeof key !== 'string' || parseKey(key) === null);
    if (bad >= 0) return `${JSON.stringify(list[bad])} of ${name} is no key`;
    if (name === NEEDS_A_KEY && list.length === 0) return `${name} needs a key`;
  }
  return null;
}
