// What a live run costs in memory while it grows: a generated capture is appended to a session, as fast as it is read, and
// followed as `sockscope live` does, every picture drawn at 200x60. node packages/tui/bench/live.cjs [MEGABYTES]; build first.
const { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } = require('node:fs');
const { hostname, tmpdir } = require('node:os');
const path = require('node:path');
const { setFlagsFromString } = require('node:v8');
const { runInNewContext } = require('node:vm');
const { generateCapture } = require('../../../tools/generate/generate-capture.cjs');
const { followRecording } = require('@sockscope/session');
const { LiveSource } = require('@sockscope/tui/views');
const { ViewsLoop } = require(path.join(__dirname, '..', 'dist', 'thread', 'views-loop.js'));

const SIZE = { columns: 200, rows: 60 };
const MOST_EVENTS = 500_000;
const PIECE_BYTES = 1 << 20;
const PIECE_EVERY_MS = 50;
const REPORT_EVERY = 50_000;
const REDRAWS = 3000;

function heapMb() {
  setFlagsFromString('--expose-gc');
  // Twice: what finalizers hold goes the second time.
  runInNewContext('gc(); gc()');
  return process.memoryUsage().heapUsed / 1e6;
}

function line(cells) {
  console.log(cells.map((cell) => String(cell).padStart(14)).join(''));
}

/** A session that this process records. */
function begin(directory) {
  const text = { toolVersion: '', host: hostname(), kernel: '', interface: 'lo', filter: '', capturedWith: '' };
  const recorder = { pid: process.pid, startTicks: null };
  const session = { version: 1, start: '1767272709.000000000', ...text, command: [], recorder };
  writeFileSync(path.join(directory, 'session.json'), JSON.stringify(session));
}

function followed(directory) {
  let tell = () => undefined;
  const follower = followRecording(directory, { mostEvents: MOST_EVENTS, onChange: () => tell() });
  const feed = {
    current: () => follower.recording,
    subscribe: (listener) => ((tell = listener), () => undefined),
    close: () => follower.close(),
  };
  return { recording: follower.recording, source: new LiveSource(feed) };
}

async function main() {
  const directory = mkdtempSync(path.join(tmpdir(), 'sockscope-bench-'));
  process.on('exit', () => rmSync(directory, { recursive: true, force: true }));
  const whole = path.join(directory, 'whole.pcap');
  const sizeBytes = Number(process.argv[2] ?? 60) * 1e6;
  generateCapture(whole, { sizeBytes, snaplen: 128, seed: 1, concurrent: 50 });
  begin(directory);
  const { recording, source } = followed(directory);
  let pictures = 0;
  const charset = { asciiGlyphs: false, asciiText: false };
  const settings = { values: {}, keys: {} };
  const loop = new ViewsLoop({ source, title: 'bench' }, { size: SIZE, charset, env: {} }, settings, ({ kind }) => {
    if (kind !== 'frame') return;
    pictures += 1;
    setImmediate(() => loop.tell({ kind: 'drawn' }));
  });
  const emptyMb = heapMb();
  const bytes = readFileSync(whole);
  line(['packets', 'pictures', 'heap, MB', 'resident, MB', 'bytes/packet']);
  const report = () => {
    const { length } = recording.packets;
    const heap = heapMb();
    const each = length === 0 ? 0 : ((heap - emptyMb) * 1e6) / length;
    line([length, pictures, heap.toFixed(0), (process.memoryUsage().rss / 1e6).toFixed(0), each.toFixed(0)]);
  };
  let reported = 0;
  for (let from = 0; from < bytes.length && !recording.isFull; from += PIECE_BYTES) {
    appendFileSync(path.join(directory, 'packets.pcap'), bytes.subarray(from, from + PIECE_BYTES));
    await new Promise((resolve) => setTimeout(resolve, PIECE_EVERY_MS));
    if (recording.packets.length - reported < REPORT_EVERY) continue;
    reported = recording.packets.length;
    report();
  }
  report();
  if (recording.isFull) console.log('full: what comes later is recorded, and not shown');
  // The first round may still find what stands out; from then on nothing is new.
  const heaps = [];
  for (let round = 0; round < 3; round++) {
    for (let i = 0; i < REDRAWS; i++) {
      loop.tell({ kind: 'key', key: i % 2 === 0 ? 'k' : 'j' });
      await new Promise((resolve) => setImmediate(resolve));
    }
    heaps.push(heapMb().toFixed(1));
  }
  console.log(`heap after ${REDRAWS} redraws more, and again, and again, MB: ${heaps.join(', ')}`);
  loop.close();
  process.exit(0);
}

void main();
