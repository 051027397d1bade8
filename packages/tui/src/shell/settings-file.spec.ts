import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NO_USER_SETTINGS } from '../view/settings/parse-settings';
import type { KeptSettings } from '../view/settings/settings';
import { NONE_HIDDEN } from '../view/state/ui-state';
import { readSettings, saveSettings, settingsPath } from './settings-file';

const kept = (values: KeptSettings['values']): KeptSettings => ({ values, hiddenColumns: NONE_HIDDEN });

describe('the settings file', () => {
  let home: string;
  let path: string;
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'sockscope-settings-'));
    path = join(home, 'sockscope', 'config.json');
  });
  afterEach(() => rmSync(home, { recursive: true }));

  function write(text: string): void {
    mkdirSync(join(home, 'sockscope'), { recursive: true });
    writeFileSync(path, text);
  }

  it('settingsPath() is in XDG_CONFIG_HOME, else in .config of HOME', () => {
    expect(settingsPath({ XDG_CONFIG_HOME: '/x', HOME: '/h' })).toBe('/x/sockscope/config.json');
    expect(settingsPath({ XDG_CONFIG_HOME: '', HOME: '/h' })).toBe('/h/.config/sockscope/config.json');
    expect(settingsPath({})).toBeNull();
  });

  it('readSettings() gives none without a file, and names the file and both sides of a conflict', () => {
    const env = { XDG_CONFIG_HOME: home };
    expect(readSettings(env)).toEqual({ ok: true, settings: NO_USER_SETTINGS });
    write('{ "keys": { "pause": ["j"] } }');
    expect(readSettings(env)).toEqual({
      ok: false,
      problem: expect.stringContaining(`${path}: j is move-down and pause in the `) as string,
    });
    rmSync(path);
    mkdirSync(path);
    expect(readSettings(env)).toMatchObject({ ok: false });
  });

  it('saveSettings() keeps the keys that the file has', () => {
    const env = { XDG_CONFIG_HOME: home };
    expect(saveSettings(env, kept({ theme: 'light' }))).toEqual({ text: `saved ${path}`, isProblem: false });
    write('{ "theme": "dark", "keys": { "pause": ["P"] } }');
    saveSettings(env, kept({ theme: 'plain' }));
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({ theme: 'plain', keys: { pause: ['P'] } });
    expect(readSettings(env)).toMatchObject({ ok: true, settings: { values: { theme: 'plain' } } });
  });

  it('saveSettings() keeps which columns were taken away, and names no list that has all of them', () => {
    const env = { XDG_CONFIG_HOME: home };
    const hiddenColumns = { ...NONE_HIDDEN, connections: ['phases', 'sent'] };
    saveSettings(env, { values: { theme: 'dark' }, hiddenColumns });
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({
      theme: 'dark',
      'hidden-columns': { connections: ['phases', 'sent'] },
    });
    expect(readSettings(env)).toEqual({ ok: true, settings: { values: { theme: 'dark' }, hiddenColumns, keys: {} } });
    saveSettings(env, kept({}));
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({});
  });

  it('saveSettings() says why it could not', () => {
    writeFileSync(join(home, 'sockscope'), '');
    expect(saveSettings({ XDG_CONFIG_HOME: home }, kept({}))).toMatchObject({ isProblem: true });
    expect(saveSettings({}, kept({}))).toEqual({ text: 'cannot save the settings: HOME is not set', isProblem: true });
  });
});
