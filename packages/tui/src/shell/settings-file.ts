import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { COMMANDS } from '../view/commands/command-table';
import type { EffectReport } from '../view/effect';
import { HIDDEN_COLUMNS, NO_USER_SETTINGS, parseSettings } from '../view/settings/parse-settings';
import type { ParsedSettings } from '../view/settings/parse-settings';
import type { KeptSettings } from '../view/settings/settings';
import { failureReason } from './failure-reason';

type Environment = Readonly<Record<string, string | undefined>>;

const NO_FILE: ParsedSettings = { ok: true, settings: NO_USER_SETTINGS };

/** Gives where the settings are kept; null where the environment names no home. @see XDG Base Directory Specification */
export function settingsPath({ XDG_CONFIG_HOME, HOME }: Environment): string | null {
  const base = XDG_CONFIG_HOME || (HOME ? join(HOME, '.config') : '');
  return base === '' ? null : join(base, 'sockscope', 'config.json');
}

/** Reads the user's settings; a file that is not there is none. A problem names the file. */
export function readSettings(env: Environment): ParsedSettings {
  const path = settingsPath(env);
  const text = path === null ? null : textOf(path);
  if (path === null || text === null) return NO_FILE;
  if (typeof text !== 'string') return { ok: false, problem: `Cannot read ${path}: ${text.message}` };
  const parsed = parseSettings(text, COMMANDS);
  return parsed.ok ? parsed : { ok: false, problem: `${path}: ${parsed.problem}` };
}

/** Writes settings; keys that the file has already stay. The old file is there until the new one is whole. */
export function saveSettings(env: Environment, kept: KeptSettings): EffectReport {
  const path = settingsPath(env);
  if (path === null) return { text: 'cannot save the settings: HOME is not set', isProblem: true };
  try {
    const { keys } = keysIn(path);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(`${path}.new`, `${JSON.stringify(fileContent(kept, keys), null, 2)}\n`);
    renameSync(`${path}.new`, path);
    return { text: `saved ${path}`, isProblem: false };
  } catch (error) {
    return { text: `cannot save ${path}: ${failureReason(error)}`, isProblem: true };
  }
}

/** Lists that have all their columns are not named. */
function fileContent({ values, hiddenColumns }: KeptSettings, keys: unknown): object {
  const hidden = Object.entries(hiddenColumns).filter(([, names]) => names.length > 0);
  return {
    ...values,
    ...(hidden.length === 0 ? {} : { [HIDDEN_COLUMNS]: Object.fromEntries(hidden) }),
    ...(keys === undefined ? {} : { keys }),
  };
}

/** As written: a file that was not read at the start would have been refused. */
function keysIn(path: string): { readonly keys?: unknown } {
  const text = textOf(path);
  return typeof text === 'string' ? (JSON.parse(text) as { readonly keys?: unknown }) : {};
}

function textOf(path: string): string | Error | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? null : (error as Error);
  }
}
