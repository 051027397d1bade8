import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { snapshotOf } from '../src/source/recording-source';
import type { Charset } from '../src/view/screen/charset';
import type { Size } from '../src/view/screen/rectangle';
import { UiController } from '../src/view/ui-controller';
import type { UiSnapshot } from '../src/view/ui-source';
import { demoRecording } from './demo-recording';
import { demoConnectionList, demoRuns } from './demo-runs';
import { attributeMap, screenText } from './screen-text';

// Regenerate with UPDATE_GOLDENS=1 npx jest -c packages/tui/jest.config.cjs goldens, and review the difference.
const FOLDER = join(__dirname, 'goldens');
const isUpdate = process.env.UPDATE_GOLDENS === '1';

const UTF8: Charset = { asciiGlyphs: false, asciiText: false };
const ASCII: Charset = { asciiGlyphs: true, asciiText: true };

const SIZES: readonly Size[] = [
  { columns: 40, rows: 10 },
  { columns: 60, rows: 15 },
  { columns: 80, rows: 24 },
  { columns: 120, rows: 30 },
  { columns: 200, rows: 60 },
];

const demo = (...options: Parameters<typeof demoRecording>): UiSnapshot => snapshotOf(demoRecording(...options));

/** Views by the keys that lead to them. */
const VIEWS: readonly (readonly [name: string, snapshot: () => UiSnapshot, keys: readonly string[]])[] = [
  ['runs', demoRuns, ['j', 'b', 'space']],
  ['compare-runs', demoRuns, ['d', 'j']],
  ['connection-list', demoConnectionList, [':', ...'sort handshake', 'enter', 'z']],
  ['connections', () => demo({ count: 3, withRefused: true }), ['j']],
  ['ladder', () => demo(), ['1', '9', 'G']],
  ['everything-by-connection', () => demo({ count: 2, withRefused: true }), ['a', '2', '0', 'G', 'c', 'K']],
  ['ladder-scrolled', () => demo(), ['1', '9', 'G', 'l', 'l']],
  ['call-detail', () => demo(), ['6', 'G', 'enter']],
  ['packet-detail', () => demo(), ['1', '8', 'G', 'enter']],
  ['refused', () => demo({ withRefused: true }), ['j', 'enter', 'G']],
  ['timing', () => demo({ count: 9, withRefused: true }), ['3', 'G', 'T', 'j']],
  ['compare', () => demo({ count: 3 }), ['space', 'space', 'd']],
  ['statistics', () => demo({ count: 3, withRefused: true }), ['i']],
  ['settings', () => demo(), ['o', 'j']],
  ['command-line', () => demo(), [':', 't', 'tab']],
  ['help', () => demo(), ['?']],
  ['anomalies', () => demo({ count: 2, withRefused: true }), ['e', 'j']],
  ['filter', () => demo(), ['f', ...'flags.syn and ', 't']],
  ['search', () => demo(), ['/', ...'客户', 'enter']],
  ['replay', () => demo(), ['r', '1', '0', '.']],
  ['ruler', () => demo(), ['1', '0', 'G', 'W', '+']],
  ['fields', () => demo(), [':', ...'filter-help', 'enter']],
];

function screenOf(snapshot: UiSnapshot, size: Size, charset: Charset, keys: readonly string[]) {
  const ui = new UiController({ title: snapshot.recording.name, snapshot, display: { size, charset } });
  for (const key of keys) ui.key(key);
  return ui.frame(size);
}

function expectGolden(name: string, lines: readonly string[]): void {
  const file = join(FOLDER, `${name}.txt`);
  const text = lines.map((line) => `${line}|\n`).join('');
  if (isUpdate) {
    mkdirSync(FOLDER, { recursive: true });
    writeFileSync(file, text);
  }
  expect(existsSync(file) ? readFileSync(file, 'utf8') : `missing: ${file}`).toBe(text);
}

describe.each(VIEWS)('the %s view', (name, snapshot, keys) => {
  it.each(SIZES)('UiController.frame() draws it at $columns x $rows', (size) => {
    expectGolden(`${name}-${size.columns}x${size.rows}`, screenText(screenOf(snapshot(), size, UTF8, keys)));
  });

  it('UiController.frame() draws it with ASCII alone where the locale is not UTF-8', () => {
    const lines = screenText(screenOf(snapshot(), { columns: 80, rows: 24 }, ASCII, keys));
    expect(lines.join('')).toMatch(/^[ -~]*$/);
    expectGolden(`${name}-80x24-ascii`, lines);
  });

  it.each([
    ['colour', true],
    ['no-colour', false],
  ])('attributesOf() gives it its looks with %s', (look, isColored) => {
    const grid = screenOf(snapshot(), { columns: 80, rows: 24 }, UTF8, keys);
    expectGolden(`${name}-80x24-${look}`, attributeMap(grid, isColored));
  });
});
