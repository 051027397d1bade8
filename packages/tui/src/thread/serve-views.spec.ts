import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import { demoRecording } from '../../test/demo-recording';
import { recordingSource } from '../source/recording-source';
import { serveViews } from './serve-views';
import type { OpenedViews } from './serve-views';
import type { ViewsNews } from './views';

const SETTING = { size: { columns: 80, rows: 24 }, charset: { asciiGlyphs: false, asciiText: false } };

/** The terminal's end of a channel on which the views are served. */
function terminalOf(opening: Promise<OpenedViews>, progress: readonly string[] = [], env = {}) {
  const { port1, port2 } = new MessageChannel();
  serveViews(port2, (say) => {
    void Promise.resolve().then(() => setTimeout(() => progress.forEach(say), 20));
    return opening;
  });
  const told: ViewsNews[] = [];
  let wake: () => void = () => undefined;
  port1.on('message', (news: ViewsNews) => {
    told.push(news);
    wake();
  });
  port1.postMessage({ kind: 'start', setting: { ...SETTING, env } });
  const until = async (kind: ViewsNews['kind']): Promise<readonly string[]> => {
    while (!told.some((news) => news.kind === kind)) await new Promise<void>((resolve) => (wake = resolve));
    return told.map((news) => news.kind);
  };
  return { told, until, close: () => port1.close(), press: (key: string) => port1.postMessage({ kind: 'key', key }) };
}

describe('serveViews()', () => {
  const shown = () => ({ source: recordingSource(demoRecording()), title: 'demo' });

  it('says how far the reading is, what came of it, and draws; keys that came before are taken then', async () => {
    let open: (opened: OpenedViews) => void = () => undefined;
    const terminal = terminalOf(new Promise((resolve) => (open = resolve)), ['half of it']);
    terminal.press('j');
    expect(await terminal.until('progress')).toEqual(['progress']);
    open({ shown: shown(), problems: ['a piece is missing'], status: 1 });
    expect(await terminal.until('answered')).toEqual(['progress', 'opened', 'frame', 'answered']);
    expect(terminal.told[1]).toEqual({ kind: 'opened', problems: ['a piece is missing'], status: 1 });
    terminal.close();
  });

  it('refuses where there is nothing to show, with what could not be read', async () => {
    const terminal = terminalOf(Promise.resolve({ shown: null, problems: ['no such file'], status: 1 }));
    await terminal.until('refused');
    expect(terminal.told).toEqual([{ kind: 'refused', problems: ['no such file'], status: 1 }]);
    terminal.close();
  });

  it('refuses settings that cannot be used, before anything is read', async () => {
    const home = mkdtempSync(join(tmpdir(), 'sockscope-views-'));
    mkdirSync(join(home, 'sockscope'));
    writeFileSync(join(home, 'sockscope', 'config.json'), '{ "theme": "none such" }');
    const terminal = terminalOf(new Promise(() => undefined), [], { XDG_CONFIG_HOME: home });
    await terminal.until('refused');
    expect(terminal.told).toMatchObject([{ kind: 'refused', status: 2 }]);
    terminal.close();
    rmSync(home, { recursive: true });
  });
});
