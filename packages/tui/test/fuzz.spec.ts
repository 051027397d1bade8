import fc from 'fast-check';
import { snapshotOf } from '../src/source/recording-source';
import { COMMANDS } from '../src/view/commands/command-table';
import type { Charset } from '../src/view/screen/charset';
import { UiController } from '../src/view/ui-controller';
import { demoRecording, HOSTILE, hostileRecording } from './demo-recording';
import { demoConnectionList, demoRuns } from './demo-runs';
import { screenText } from './screen-text';

const UTF8: Charset = { asciiGlyphs: false, asciiText: false };
const ASCII: Charset = { asciiGlyphs: true, asciiText: true };
const SNAPSHOTS = [
  snapshotOf(demoRecording()),
  snapshotOf(demoRecording({ count: 4, withRefused: true })),
  snapshotOf(demoRecording({ count: 2, live: true })),
  snapshotOf(hostileRecording()),
  demoRuns(),
  demoConnectionList(),
  snapshotOf({ ...demoRecording(), packets: [], connections: [], traces: [] }),
];
const KEYS = [
  ...new Set(COMMANDS.flatMap(({ keys }) => keys.flatMap((key) => key.split(' ')))),
  '0',
  '1',
  '7',
  'x',
  'f9',
  '你',
  '🚀',
  '\ud83d',
];

const size = fc.record({ columns: fc.integer({ min: 0, max: 200 }), rows: fc.integer({ min: 0, max: 60 }) });
const step = fc.oneof(
  { weight: 8, arbitrary: fc.record({ key: fc.constantFrom(...KEYS) }) },
  { weight: 1, arbitrary: fc.record({ size }) },
  { weight: 1, arbitrary: fc.record({ tickMs: fc.integer({ min: 0, max: 5000 }) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      text: fc.constantFrom('flags.syn', 'kind == packet', 'text ~ "(a+)+$"', 'x', '@+1ms', '50%', '$', 'SYN'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ snapshot: fc.constantFrom(...SNAPSHOTS) }) },
  { weight: 1, arbitrary: fc.record({ paste: fc.constantFrom(HOSTILE, 'h', 'quit', '你好') }) },
  { weight: 1, arbitrary: fc.record({ press: fc.tuple(fc.nat(200), fc.nat(60)) }) },
  { weight: 1, arbitrary: fc.record({ drag: fc.tuple(fc.nat(200), fc.nat(60)) }) },
  { weight: 1, arbitrary: fc.record({ asked: fc.constantFrom('x', HOSTILE) }) },
);

describe('UiController', () => {
  it('frame() draws every size from 1x1 to 200x60 in each view', () => {
    const ui = new UiController({
      title: 'demo',
      snapshot: SNAPSHOTS[0]!,
      display: { size: { columns: 80, rows: 24 }, charset: UTF8 },
    });
    for (const key of ['', 'enter', '?']) {
      ui.key(key);
      for (let columns = 1; columns <= 200; columns += 3) {
        for (let rows = 1; rows <= 60; rows += 7) {
          const grid = ui.frame({ columns, rows });
          expect([grid.columns, grid.rows]).toEqual([columns, rows]);
        }
      }
    }
  });

  it('takes any keys, sizes, presses and snapshots, and never shows a control character', () => {
    const charset = fc.constantFrom(UTF8, ASCII);
    fc.assert(
      fc.property(
        fc.constantFrom(...SNAPSHOTS),
        charset,
        size,
        fc.array(step, { maxLength: 60 }),
        (snapshot, chars, first, steps) => {
          let nowMs = 0;
          const display = { size: first, charset: chars };
          const ui = new UiController({ title: '\x1b[2J', snapshot, display, nowMs: () => nowMs });
          let now = first;
          for (const each of steps) {
            if ('key' in each) ui.key(each.key);
            else if ('text' in each) {
              for (const char of each.text) ui.key(char === ' ' ? 'space' : char);
            } else if ('tickMs' in each) {
              nowMs += each.tickMs;
              ui.tick();
            } else if ('size' in each) now = each.size;
            else if ('snapshot' in each) ui.show(each.snapshot);
            else if ('paste' in each) ui.paste(each.paste);
            else if ('drag' in each) ui.drag(...each.drag);
            else if ('asked' in each) ui.notify({ question: each.asked, effect: { kind: 'redraw' } });
            else ui.press(...each.press);
            const grid = ui.frame(now);
            expect([grid.columns, grid.rows]).toEqual([now.columns, now.rows]);
            expect(screenText(grid).join('')).not.toMatch(chars === ASCII ? /[^ -~]/ : /[\p{Cc}\p{Cf}\p{Cs}]/u);
          }
        },
      ),
      { numRuns: 150 },
    );
  });
});
