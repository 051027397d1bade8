// `npm run pictures`: draws docs/*.svg, the pictures of the README, from the example session, by the program itself.
const fs = require('node:fs');
const path = require('node:path');
const { root, say, setUp } = require('./setup.cjs');

const SIZE = { columns: 100, rows: 28 };
const LOW = { columns: 100, rows: 16 };

/** Screens by the keys that lead to them. */
const SCREENS = [
  { name: 'connections', size: LOW, steps: ['j'] },
  { name: 'ladder', size: SIZE, steps: ['j', 'enter', ...':#12', 'enter'] },
  { name: 'detail', size: SIZE, steps: ['j', 'enter', ...':#12', 'enter', 'enter'] },
  { name: 'filter', size: LOW, steps: ['a', 'f', ...'owner == kernel and flags.'] },
  { name: 'replay', size: SIZE, steps: ['j', 'enter', 'r', { waitMs: 9160 }] },
  { name: 'timing', size: SIZE, steps: ['T'] },
  { name: 'compare', size: LOW, steps: ['space', 'space', 'd'] },
  { name: 'statistics', size: SIZE, steps: ['i'] },
  { name: 'help', size: SIZE, steps: ['j', 'enter', '?'] },
];

/** Wide enough for who and why. */
const LADDER_COLUMNS = 116;

async function main() {
  setUp();
  const { exampleSessionDirectory, loadRecording } = require('../packages/session');
  const { buildTimeline, ladderSvg } = require('../packages/timeline');
  const { screenPicture } = require('@sockscope/tui/views');
  const recording = await loadRecording([exampleSessionDirectory()], { stdin: process.stdin });
  const folder = path.join(root, 'docs');
  fs.mkdirSync(folder, { recursive: true });
  const write = (name, svg) => fs.writeFileSync(path.join(folder, `${name}.svg`), svg);
  write('run', ladderSvg(buildTimeline(recording), { connection: 1, width: LADDER_COLUMNS }));
  for (const { name, ...options } of SCREENS) {
    write(name, screenPicture(recording, { title: 'example', theme: 'dark', ...options }));
  }
  say(`wrote ${SCREENS.length + 1} pictures into docs/`);
}

void main();
