import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoRecording } from '../../test/demo-recording';
import { recordingSource, snapshotOf } from '../source/recording-source';
import { NO_USER_SETTINGS } from '../view/settings/parse-settings';
import type { UiSource } from '../view/ui-source';
import type { ViewsNews } from './views';
import { ViewsLoop } from './views-loop';
import type { ShownSource } from './views-loop';

const SETTING = {
  size: { columns: 80, rows: 24 },
  charset: { asciiGlyphs: false, asciiText: false },
  env: {},
};

function started(source: UiSource = recordingSource(demoRecording()), packetFile?: ShownSource['packetFile']) {
  const told: ViewsNews[] = [];
  const loop = new ViewsLoop(
    { source, title: 'demo', ...(packetFile && { packetFile }) },
    SETTING,
    NO_USER_SETTINGS,
    (news) => told.push(news),
  );
  const kinds = () => told.splice(0).map(({ kind }) => kind);
  return { loop, told, kinds };
}

describe('ViewsLoop', () => {
  it('has one frame on its way, and draws what changed meanwhile when that was taken', () => {
    const { loop, told, kinds } = started();
    expect(kinds()).toEqual(['frame']);
    for (let press = 0; press < 1000; press++) loop.tell({ kind: 'key', key: 'j' });
    expect(kinds()).toEqual(Array<string>(1000).fill('answered'));
    loop.tell({ kind: 'drawn' });
    expect(told).toHaveLength(1);
    expect(told[0]?.kind === 'frame' && told[0].frame.units.slice(0, 80)).toContain('row 27/27');
    kinds();
    loop.tell({ kind: 'drawn' });
    expect(kinds()).toEqual([]);
    loop.close();
  });

  it('shows what a source has new once the terminal takes frames again, however much came', () => {
    let count = 1;
    let tell: () => void = () => undefined;
    const source: UiSource = {
      snapshot: () => snapshotOf(demoRecording({ count, live: true })),
      isLive: true,
      subscribe: (listener) => ((tell = listener), () => undefined),
      close: () => undefined,
    };
    const { loop, told, kinds } = started(source);
    kinds();
    for (count = 2; count < 50; count++) tell();
    expect(told).toEqual([]);
    loop.tell({ kind: 'drawn' });
    expect(told.map((news) => news.kind === 'frame' && news.frame.units.slice(0, 80))).toEqual([
      expect.stringContaining('connection 48 (49/49)'),
    ]);
    loop.close();
  });

  it('answers what the user does, each once, and nothing else', () => {
    const { loop, kinds } = started();
    kinds();
    loop.tell({ kind: 'paste', text: 'pasted' });
    loop.tell({ kind: 'wheel', direction: 'down' });
    loop.tell({ kind: 'press', x: 1, y: 3 });
    loop.tell({ kind: 'drag', x: 1, y: 4 });
    loop.tell({ kind: 'size', size: { columns: 100, rows: 30 } });
    loop.tell({ kind: 'background', background: 'dark' });
    loop.tell({ kind: 'notice', notice: { text: 'copied', isProblem: false } });
    loop.tell({ kind: 'sender-ready' });
    expect(kinds()).toEqual(['answered', 'answered', 'answered', 'answered']);
    loop.close();
  });

  it('saves packets in the format of whoever shows the recording', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sockscope-packets-'));
    const { loop, told } = started(undefined, (_, packets) => packets.map(({ number }) => Uint8Array.of(number)));
    const last = () => told.findLast((news) => news.kind === 'frame')?.frame.units.slice(-80) ?? '';
    for (const key of [':', ...`save ${folder}/a.pcapng`, 'enter']) loop.tell({ kind: 'key', key });
    while (!last().includes('saved')) {
      await new Promise((resolve) => setImmediate(resolve));
      loop.tell({ kind: 'drawn' });
    }
    expect(last()).toContain('saved 8 packets as ');
    expect([...readFileSync(join(folder, 'a.pcapng'))]).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    loop.close();
    rmSync(folder, { recursive: true });
  });

  it('leaves to the terminal what is its, and a message to send to whoever started it', () => {
    const { loop, told } = started();
    told.length = 0;
    loop.tell({ kind: 'key', key: '%' });
    loop.tell({ kind: 'key', key: 'C-c' });
    expect(told).toEqual([
      { kind: 'effect', effect: { kind: 'mouse', isOn: true } },
      { kind: 'answered' },
      { kind: 'effect', effect: { kind: 'quit', status: 130 } },
      { kind: 'answered' },
    ]);
    loop.close();
  });
});
