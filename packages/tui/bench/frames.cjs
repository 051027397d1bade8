// How long frames and keys take on a recording of many events, at 200x60: in memory, without a terminal, so that the
// figures are those of this program alone. node packages/tui/bench/frames.cjs [EVENTS]; build first.
const path = require('node:path');
const { setFlagsFromString } = require('node:v8');
const { runInNewContext } = require('node:vm');
const { madeRecording } = require('./made-recording.cjs');

const dist = path.join(__dirname, '..', 'dist');
const { buildTimeline } = require('@sockscope/timeline');
const { UiController } = require(path.join(dist, 'view', 'ui-controller.js'));

const EVENTS = Number(process.argv[2] ?? 1_000_000);
const SIZE = { columns: 200, rows: 60 };
const KEYS_EACH = 500;
const CONNECTIONS = 100;
const UPDATES = 3000;
const LISTED = 100_000;
const SORTS_EACH = 5;

/** What is measured: keys by what they do. */
const KEYS = {
  'the first keys, of all kinds': ['j', 'pagedown', 'C-u', 'w', 'w', 'w', 'w', 'k'],
  'one row down': ['j'],
  'one page down': ['pagedown'],
  'to the end and back': ['G', 'g g'],
  'half a page up': ['C-u'],
  'ways of times': ['w'],
  'anomaly to anomaly': ['] e'],
};

/** Filters and a search over all rows: looked through between keys, while the UI answers. */
const SCANS = {
  'filter flags.psh': 'f flags.psh',
  'filter call == send and result > 10': 'f call == send and result > 10',
  'filter note contains "woken"': 'f note contains "woken"',
  'search for SYN,ACK': '/ SYN,ACK',
};

/** Milliseconds of this process's own time: what others do on the machine does not count, collecting garbage does. */
function ms(run) {
  const start = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e3;
}

function quantile(sorted, part) {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))];
}

function line(name, cells) {
  console.log(name.padEnd(34) + cells.map((cell) => String(cell).padStart(12)).join(''));
}

function press(ui, key) {
  for (const part of key.split(' ')) ui.key(part);
  ui.frame(SIZE);
}

function settleTicks(ui) {
  while (ui.nextTickMs === 0) ui.tick();
}

function measureKeys(name, ui, keys) {
  const times = [];
  for (let i = 0; i < KEYS_EACH / keys.length; i++) for (const key of keys) times.push(ms(() => press(ui, key)));
  times.sort((a, b) => a - b);
  line(
    name,
    [quantile(times, 0.5), quantile(times, 0.99), times.at(-1)].map((time) => time.toFixed(2)),
  );
}

function main() {
  const input = madeRecording(EVENTS, CONNECTIONS);
  let timeline;
  const joinMs = ms(() => (timeline = buildTimeline(input)));
  const recording = {
    ...input,
    name: 'bench',
    session: null,
    status: 'ended',
    problems: [],
    frame: () => null,
    detail: () => null,
  };
  const events = timeline.calls.length * 2 + timeline.packets.length;
  console.log(
    `${events} events in ${timeline.connections.length} connections, ${SIZE.columns}x${SIZE.rows}, milliseconds of processor time`,
  );
  line('join', [joinMs.toFixed(0)]);
  const display = { size: SIZE, charset: { asciiGlyphs: false, asciiText: false } };
  let ui;
  line('first frame', [
    ms(() => {
      ui = new UiController({
        title: 'bench',
        snapshot: { recording, timeline },
        display,
        nowMs: () => performance.now(),
      });
      ui.frame(SIZE);
    }).toFixed(1),
  ]);
  line('first ladder of a connection', [ms(() => press(ui, 'enter')).toFixed(1)]);
  line('first ladder of everything', [ms(() => press(ui, 'a')).toFixed(1)]);
  line('what stands out, between keys', [ms(() => settleTicks(ui)).toFixed(0)]);
  line('key, then frame', ['p50', 'p99', 'most']);
  for (const [name, keys] of Object.entries(KEYS)) measureKeys(name, ui, keys);
  measureScans(ui);
  line('resident memory, MB', [(process.memoryUsage().rss / 1e6).toFixed(0)]);
  measureSorting();
  measureUpdates(display);
}

/** Each is typed, a frame a key, with a piece of the scan after every key, and then left to end by itself. */
function measureScans(ui) {
  line('over all rows', ['key p99', 'key most', 'piece most', 'all of it', 'found']);
  for (const [name, keys] of Object.entries(SCANS)) {
    const [prompt, ...text] = keys.split(/ (.*)/s);
    const typed = [
      prompt,
      ...[...text[0]].map((char) => (char === ' ' ? 'space' : char)),
      'enter',
      'j',
      'k',
      'pagedown',
    ];
    const pressed = [];
    const pieces = [];
    const tick = () => pieces.push(ms(() => ui.tick()));
    for (const key of typed) {
      pressed.push(ms(() => press(ui, key)));
      if (ui.nextTickMs === 0) tick();
    }
    while (ui.nextTickMs === 0) tick();
    ui.frame(SIZE);
    const status = ui.frame(SIZE).text(() => false)[0];
    const [found] = /row (\d+\/\d+)/.exec(status) ?? ['?'];
    pressed.sort((a, b) => a - b);
    const all = [...pressed, ...pieces].reduce((sum, each) => sum + each, 0);
    line(name, [
      ...[quantile(pressed, 0.99), pressed.at(-1), Math.max(0, ...pieces), all].map((time) => time.toFixed(1)),
      found,
    ]);
    press(ui, 'C');
  }
}

/** A list of many connections in the order of each column, once down and once up. */
function measureSorting() {
  const { CONNECTION_COLUMNS } = require(path.join(dist, 'view', 'table', 'connection-columns.js'));
  const { sortingSteps } = require(path.join(dist, 'view', 'table', 'sort-rows.js'));
  const rows = madeRows(LISTED);
  line(`${LISTED} connections sorted by`, ['all p50', 'all most', 'step most']);
  for (const { name } of CONNECTION_COLUMNS.filter(({ order }) => order)) {
    const times = [];
    const pieces = [];
    for (let i = 0; i < SORTS_EACH * 2; i++) {
      const sorting = { column: name, isDescending: i % 2 === 1 };
      const steps = sortingSteps(rows, CONNECTION_COLUMNS, sorting);
      const own = [];
      for (let isDone = false; !isDone;) own.push(ms(() => (isDone = steps.next().done)));
      times.push(own.reduce((sum, each) => sum + each, 0));
      pieces.push(...own);
    }
    times.sort((a, b) => a - b);
    line(
      `  ${name}`,
      [quantile(times, 0.5), times.at(-1), Math.max(...pieces)].map((time) => time.toFixed(1)),
    );
  }
}

function madeRows(count) {
  let seed = 1;
  const random = (below) => (seed = (seed * 48_271) % 2_147_483_647) % below;
  const end = () => `${1 + random(223)}.${random(256)}.${random(256)}.${random(256)}:${random(65_536)}`;
  const time = () => (random(10) === 0 ? null : BigInt(random(1e9)));
  const outcomes = ['complete', 'refused', 'unanswered', 'partial'];
  return Array.from({ length: count }, (_, index) => ({
    ...{ index, protocol: random(9) === 0 ? 'udp' : 'tcp', client: end(), server: end() },
    ...{ outcome: outcomes[random(4)], close: outcomes[random(4)], handshakeNs: time(), durationNs: time() },
    ...{ sentBytes: random(1e9), receivedBytes: random(1e9), packets: random(1e5), retransmissions: random(9) },
    phases: { connectToSynNs: time(), synToSynAckNs: time(), synAckToAckNs: time() },
  }));
}

/** A live run that goes on and on: pictures of new snapshots, each drawn. What one leaves behind would add up. */
function measureUpdates(display) {
  const input = madeRecording(2000, 10);
  const recording = {
    ...input,
    name: 'live',
    session: null,
    status: 'live',
    problems: [],
    frame: () => null,
    detail: () => null,
  };
  const snapshot = () => ({ recording, timeline: buildTimeline(input) });
  const ui = new UiController({ title: 'live', snapshot: snapshot(), display });
  const heapMb = () => {
    // Twice: what finalizers hold goes the second time.
    setFlagsFromString('--expose-gc');
    runInNewContext('gc(); gc()');
    return process.memoryUsage().heapUsed / 1e6;
  };
  const show = (times) => {
    for (let i = 0; i < times; i++) {
      ui.show(snapshot());
      ui.frame(SIZE);
    }
  };
  show(UPDATES / 10);
  const before = heapMb();
  show(UPDATES);
  line(`heap after ${UPDATES} more updates, MB`, [`${before.toFixed(1)} ->`, heapMb().toFixed(1)]);
}

main();
