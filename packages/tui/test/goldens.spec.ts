import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Recording } from '@sockscope/session';
import { snapshotOf } from '../src/source/recording-source';
import type { Charset } from '../src/view/screen/charset';
import type { Size } from '../src/view/screen/rectangle';
import { UiController } from '../src/view/ui-controller';
import { demoRecording } from './demo-recording';
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

/** Views by the keys that lead to them. */
const VIEWS: readonly (readonly [name: string, recording: () => Recording, keys: readonly string[]])[] = [
  ['connections', () => demoRecording({ count: 3, withRefused: true }), ['j']],
  ['ladder', () => demoRecording(), ['1', '9', 'G']],
  ['call-detail', () => demoRecording(), ['6', 'G', 'enter']],
  ['packet-detail', () => demoRecording(), ['1', '8', 'G', 'enter']],
  ['refused', () => demoRecording({ withRefused: true }), ['j', 'enter', 'G']],
  ['timing', () => demoRecording({ count: 9, withRefused: true }), ['3', 'G', 'T', 'j']],
  ['compare', () => demoRecording({ count: 3 }), ['space', 'space', 'd']],
  ['statistics', () => demoRecording({ count: 3, withRefused: true }), ['i']],
  ['settings', () => demoRecording(), ['o', 'j']],
  ['command-line', () => demoRecording(), [':', 't', 'tab']],
  ['help', () => demoRecording(), ['?']],
  ['anomalies', () => demoRecording({ count: 2, withRefused: true }), ['e', 'j']],
  ['filter', () => demoRecording(), ['f', ...'flags.syn and ', 't']],
  ['search', () => demoRecording(), ['/', ...'客户', 'enter']],
  ['replay', () => demoRecording(), ['r', '1', '0', '.']],
  ['ruler', () => demoRecording(), ['1', '0', 'G', 'W', '+']],
  ['fields', () => demoRecording(), [':', ...'filter-help', 'enter']],
];

function screenOf(recording: Recording, size: Size, charset: Charset, keys: readonly string[]) {
  const ui = new UiController({ title: recording.name, snapshot: snapshotOf(recording), display: { size, charset } });
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

describe.each(VIEWS)('the %s view', (name, recording, keys) => {
  it.each(SIZES)('UiController.frame() draws it at $columns x $rows', (size) => {
    expectGolden(`${name}-${size.columns}x${size.rows}`, screenText(screenOf(recording(), size, UTF8, keys)));
  });

  it('UiController.frame() draws it with ASCII alone where the locale is not UTF-8', () => {
    const lines = screenText(screenOf(recording(), { columns: 80, rows: 24 }, ASCII, keys));
    expect(lines.join('')).toMatch(/^[ -~]*$/);
    expectGolden(`${name}-80x24-ascii`, lines);
  });

  it.each([
    ['colour', true],
    ['no-colour', false],
  ])('attributesOf() gives it its looks with %s', (look, isColored) => {
    const grid = screenOf(recording(), { columns: 80, rows: 24 }, UTF8, keys);
    expectGolden(`${name}-80x24-${look}`, attributeMap(grid, isColored));
  });
});
