import { demoRecording, hostileRecording } from '../../../test/demo-recording';
import { screenText } from '../../../test/screen-text';
import { snapshotOf } from '../../source/recording-source';
import type { Effect } from '../effect';
import { UiController } from '../ui-controller';

const SIZE = { columns: 80, rows: 24 };

function controller(recording = demoRecording()) {
  const display = { size: SIZE, charset: { asciiGlyphs: false, asciiText: false } };
  return new UiController({ title: 'demo run', snapshot: snapshotOf(recording), display });
}

function type(ui: UiController, ...keys: readonly string[]): Effect | null {
  return keys.map((key) => ui.key(key)).at(-1) ?? null;
}

const lastLine = (ui: UiController) => (screenText(ui.frame(SIZE))[23] ?? '').trimEnd();

function saved(ui: UiController, name: string) {
  const effect = type(ui, ':', ...`save ${name}`, 'enter');
  if (effect?.kind !== 'save') throw new Error(`no save: ${lastLine(ui)}`);
  return effect;
}

describe('a question', () => {
  const question = () => {
    const ui = controller();
    const effect = saved(ui, 'a.txt');
    ui.notify({ question: 'a.txt is there already. Replace it?', effect: { ...effect, mayReplace: true } });
    return ui;
  };

  it('is answered by y, which has it done', () => {
    const ui = question();
    expect(lastLine(ui)).toBe(' a.txt is there already. Replace it? y Yes  n No');
    expect(ui.key('j')).toBeNull();
    expect(ui.state).toMatchObject({ ladder: { cursor: 0 }, question: { effect: { kind: 'save' } } });
    expect(ui.key('y')).toMatchObject({ kind: 'save', fileName: 'a.txt', mayReplace: true });
    expect(ui.state.question).toBeNull();
  });

  it.each(['n', 'q', 'escape', 'C-c', 'enter'])('is dropped by %s', (key) => {
    const ui = question();
    expect(ui.key(key)).toBeNull();
    expect(lastLine(ui)).toBe(' nothing was done');
    expect(ui.state).toMatchObject({ question: null, views: ['ladder'] });
  });
});

describe('save', () => {
  it('asks for a name, proposes some, and refuses one that says no format', () => {
    const ui = controller();
    type(ui, 's', 'tab');
    expect(lastLine(ui)).toBe(':save demo-run.txt');
    type(ui, 'escape', ':', ...'save demo', 'enter');
    expect(lastLine(ui)).toBe(' which format? end the name in .txt .md .svg .csv .json .pcapng');
  });

  it('writes what is filtered, in each format', () => {
    const ui = controller();
    type(ui, 'f', ...'flags.syn', 'enter');
    expect(saved(ui, 'a.txt')).toMatchObject({ what: '2 rows', mayReplace: false, fileName: 'a.txt' });
    expect(
      saved(ui, 'a.txt')
        .text.split('\n')
        .filter((line) => /^\d/.test(line)),
    ).toHaveLength(2);
    expect(saved(ui, 'a.md').text).toContain('`SYN 0` →');
    expect(saved(ui, 'a.svg').text).toMatch(/^<svg [^]*SYN,ACK 0 \+1[^]*<\/svg>\n$/);
    expect(saved(ui, 'a.csv').text.trimEnd().split('\r\n')).toHaveLength(3);
    expect(saved(ui, 'a.json').text.trimEnd().split('\n')).toHaveLength(2);
  });

  it('writes the marked rows where there are some', () => {
    const ui = controller();
    type(ui, 'j', 'space');
    expect(saved(ui, 'a.json').what).toBe('1 row');
  });

  it('replaces a file only when told to', () => {
    expect(type(controller(), ':', ...'save! a.txt', 'enter')).toMatchObject({ kind: 'save', mayReplace: true });
    expect(type(controller(), ':', ...'w a.txt', 'enter')).toMatchObject({ kind: 'save', mayReplace: false });
  });

  it('writes a list with all its columns, in its order, with numbers that are not rounded', () => {
    const ui = controller(demoRecording({ count: 2, withRefused: true }));
    type(ui, 'z');
    const [heading = '', ...rows] = saved(ui, 'a.csv').text.trimEnd().split('\r\n');
    expect(heading).toBe(
      'number,protocol,client,server,handshake,time (ns),phases (ns),close,sent (bytes),received (bytes),packets,retransmissions,duration (ns)',
    );
    expect(rows.map((row) => row.split(',').slice(0, 6).join(' '))).toEqual([
      '2 tcp 127.0.0.1:51999 127.0.0.1:8888 refused ',
      '1 tcp 127.0.0.1:51235 127.0.0.1:8888 complete 20000',
      '0 tcp 127.0.0.1:51234 127.0.0.1:8888 complete 20000',
    ]);
    const lines = saved(ui, 'a.json').text.trimEnd().split('\n');
    expect(JSON.parse(lines[0] ?? '')).not.toHaveProperty('time (ns)');
    expect(JSON.parse(lines[1] ?? '')).toMatchObject({ number: 1, 'time (ns)': 20_000, 'sent (bytes)': 3 });
    const markdown = saved(ui, 'a.md');
    expect(markdown.what).toBe('3 rows');
    expect(markdown.text).toMatch(/^\| number \| protocol [^]*\n\| --- /);
    type(ui, 'e');
    expect(saved(ui, 'a.csv').text).toContain('refused');
  });

  it('writes packets: those that are filtered or marked, or of the selected connections', () => {
    const numbers = (ui: UiController, name = 'a.pcapng') => {
      const effect = type(ui, ':', ...`save ${name}`, 'enter');
      if (effect?.kind !== 'save-packets') throw new Error(`no packets: ${lastLine(ui)}`);
      return [effect.what, ...effect.packets.map(({ number }) => number)];
    };
    const ui = controller(demoRecording({ count: 2, withRefused: true }));
    expect(numbers(ui)[0]).toBe('18 packets');
    type(ui, '3', 'G', 'space');
    expect(numbers(ui, 'a.pcap')).toEqual(['2 packets', 17, 18]);
    type(ui, 'enter', 'f', ...'flags.reset', 'enter');
    expect(numbers(ui)).toEqual(['1 packet', 18]);
    type(ui, 'f', 'C-u', ...'call == connect', 'enter', ':', ...'save a.pcapng', 'enter');
    expect(lastLine(ui)).toBe(' there are no packets here; they are saved from a ladder or from the list of…');
    type(ui, 'i', ':', ...'save a.pcapng', 'enter');
    expect(lastLine(ui)).toContain('there are no packets here');
  });

  it('writes the screen elsewhere: as text, Markdown or SVG', () => {
    const ui = controller();
    type(ui, 'i');
    expect(saved(ui, 'a.txt').text).toContain('captured');
    expect(saved(ui, 'a.svg').text).toMatch(/^<svg [^]*captured[^]*<\/svg>\n$/);
    type(ui, ':', ...'save a.csv', 'enter');
    expect(lastLine(ui)).toBe(' CSV and JSON are there for ladders and lists; save this as .txt, .md or .svg');
  });

  it('writes nothing that a terminal or an XML reader would obey', () => {
    for (const name of ['a.txt', 'a.md', 'a.svg', 'a.json']) {
      expect(saved(controller(hostileRecording()), name).text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    }
  });
});

describe('copy', () => {
  it('copies the row in full, or the marked rows', () => {
    const ui = controller();
    type(ui, ':', ...'#2', 'enter');
    expect(type(ui, 'y')).toMatchObject({
      kind: 'copy',
      text: expect.stringMatching(
        /^\d\.\d{9} {2}#2 127\.0\.0\.1:8888 > 127\.0\.0\.1:51234 {2}SYN,ACK 0 \+1 {2}the kernel/,
      ) as string,
    });
    type(ui, 'space', 'space');
    expect(type(ui, 'y')).toMatchObject({ what: '2 rows' });
  });
});
