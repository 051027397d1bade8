// `npm run pictures`: draws docs/*.svg, the pictures of the README, from the example session and other recordings of real runs, by the
// program itself.
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
  { name: 'ruler', size: SIZE, steps: ['j', 'enter', ...':#12', 'enter', 'W', '+', '+'] },
  { name: 'fields', size: SIZE, steps: [...':filter-help', 'enter'] },
  { name: 'settings', size: LOW, steps: ['o', 'j'] },
  { name: 'anomalies', size: LOW, of: 'refused', steps: ['e', 'j'] },
  { name: 'runs', size: LOW, of: 'runs', steps: [...':sort handshake', 'enter', 'z'] },
  { name: 'compare', size: SIZE, of: 'runs', steps: ['d'] },
  { name: 'statistics', size: SIZE, steps: ['i'] },
  { name: 'help', size: SIZE, steps: ['j', 'enter', '?'] },
];

/** Recordings that are compared. */
const RUNS = ['two-cores', 'one-core'];

/** Wide enough for who and why. */
const LADDER_COLUMNS = 116;

async function main() {
  setUp();
  const { exampleSessionDirectory, loadRecording } = require('../packages/session');
  const { buildTimeline, ladderSvg } = require('../packages/timeline');
  const { screenPicture } = require('@sockscope/tui/views');
  const load = (...inputs) => loadRecording(inputs);
  const recording = await load(exampleSessionDirectory());
  const [twoCores, oneCore] = await Promise.all(
    RUNS.map((name) => load(path.join(__dirname, 'pictures/fixtures', name))),
  );
  const refused = path.join(root, 'packages/timeline/fixtures/refused');
  const subjects = {
    example: { recording, title: 'example' },
    refused: {
      recording: await load(...fs.readdirSync(refused).map((name) => path.join(refused, name))),
      title: 'refused',
    },
    runs: {
      recording: twoCores,
      title: RUNS[0],
      others: [
        { name: RUNS[1], recording: oneCore },
        { name: 'example', recording },
      ],
    },
  };
  const folder = path.join(root, 'docs');
  fs.mkdirSync(folder, { recursive: true });
  const write = (name, svg) => fs.writeFileSync(path.join(folder, `${name}.svg`), svg);
  write('run', ladderSvg(buildTimeline(recording), { connection: 1, width: LADDER_COLUMNS }));
  for (const { name, of = 'example', ...options } of SCREENS) {
    const { recording: shown, ...subject } = subjects[of];
    write(name, screenPicture(shown, { theme: 'dark', ...subject, ...options }));
  }
  say(`wrote ${SCREENS.length + 1} pictures into docs/`);
}

void main();
