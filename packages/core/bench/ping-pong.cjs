// 64-byte TCP ping-pong over loopback between two threads of one process, in alternating rounds:
// our blocking sockets untraced and traced at both ends, Node's net, and a C program (where there is a compiler).
//   node packages/core/bench/ping-pong.cjs [ROUND-TRIPS] [ROUNDS]
// Both threads run on one CPU (taskset(1), where there is one): on two, the figures are mostly how long an idle CPU
// takes to wake up, which differs from one minute to the next on a virtual machine. The rings hold a whole round, and
// are written out after it: that work belongs to another thread, and is reported by itself.
const { execFileSync, spawnSync } = require('node:child_process');
const fs = require('node:fs');
const net = require('node:net');
const os = require('node:os');
const path = require('node:path');
const { isMainThread, parentPort, Worker, workerData } = require('node:worker_threads');

const MESSAGE_BYTES = 64;
const dist = path.join(__dirname, '..', 'dist');

function blockingSockets({ ring }) {
  const { NativeSockets } = require(path.join(dist, 'native', 'native-sockets.js'));
  if (!ring) return new NativeSockets();
  const { TracedSockets } = require(path.join(dist, 'tracing', 'traced-sockets.js'));
  const { TraceRing } = require(path.join(dist, 'tracing', 'trace-ring.js'));
  return new TracedSockets(new NativeSockets(), new TraceRing(ring, () => parentPort.postMessage('full')));
}

function receiveAll(sockets, fd, buffer) {
  let got = sockets.recv(fd, buffer, MESSAGE_BYTES, 0);
  if (got <= 0) return false;
  while (got < MESSAGE_BYTES) {
    const more = sockets.recv(fd, buffer.subarray(got), MESSAGE_BYTES - got, 0);
    if (more <= 0) return false;
    got += more;
  }
  return true;
}

function noDelay(sockets, fd) {
  sockets.setsockopt(fd, 6, 1, Uint8Array.of(1, 0, 0, 0));
}

function serveBlocking() {
  const sockets = blockingSockets(workerData);
  const { Sockaddr } = require(path.join(dist, 'sockaddr.js'));
  const listener = sockets.socket(2, 1, 0);
  sockets.bind(listener, Sockaddr.of({ address: '127.0.0.1', port: 0 }));
  sockets.listen(listener, 1);
  const address = new Sockaddr();
  sockets.getsockname(listener, address);
  parentPort.postMessage({ port: address.endpoint.port });
  const fd = sockets.accept(listener);
  noDelay(sockets, fd);
  const buffer = new Uint8Array(MESSAGE_BYTES);
  while (receiveAll(sockets, fd, buffer)) sockets.send(fd, buffer, MESSAGE_BYTES, 0);
  sockets.close(fd);
  sockets.close(listener);
}

function askBlocking() {
  const sockets = blockingSockets(workerData);
  const { Sockaddr } = require(path.join(dist, 'sockaddr.js'));
  const fd = sockets.socket(2, 1, 0);
  sockets.connect(fd, Sockaddr.of({ address: '127.0.0.1', port: workerData.port }));
  noDelay(sockets, fd);
  const buffer = new Uint8Array(MESSAGE_BYTES);
  const { count } = workerData;
  const times = new Float64Array(count);
  for (let index = -Math.floor(count / 10); index < count; index++) {
    const from = process.hrtime.bigint();
    sockets.send(fd, buffer, MESSAGE_BYTES, 0);
    if (!receiveAll(sockets, fd, buffer)) throw new Error('the server ended early');
    if (index >= 0) times[index] = Number(process.hrtime.bigint() - from);
  }
  sockets.close(fd);
  parentPort.postMessage({ times });
}

function serveNet() {
  const server = net.createServer({ noDelay: true }, (socket) => {
    socket.on('data', (data) => socket.write(data));
    socket.on('end', () => server.close());
  });
  server.listen(0, '127.0.0.1', () => parentPort.postMessage({ port: server.address().port }));
}

function askNet() {
  const { count, port } = workerData;
  const times = new Float64Array(count);
  const message = Buffer.alloc(MESSAGE_BYTES);
  let index = -Math.floor(count / 10);
  let got = 0;
  let from;
  const socket = net.connect({ port, host: '127.0.0.1', noDelay: true }, ask);
  function ask() {
    from = process.hrtime.bigint();
    socket.write(message);
  }
  socket.on('data', (data) => {
    got += data.length;
    if (got < MESSAGE_BYTES) return;
    got = 0;
    if (index >= 0) times[index] = Number(process.hrtime.bigint() - from);
    if (++index < count) return ask();
    socket.end();
    parentPort.postMessage({ times });
  });
}

const roles = { serveBlocking, askBlocking, serveNet, askNet };

function inThreads(serve, ask, count, rings) {
  return new Promise((resolve, reject) => {
    let times;
    const ends = [];
    const start = (role, data) => {
      const worker = new Worker(__filename, { workerData: { role, count, ...data } });
      worker.on('error', reject);
      worker.on('message', (message) => {
        if (message === 'full') reject(new Error('a ring does not hold a round'));
        if (message.port) ends.push(start(ask, { port: message.port, ring: rings?.[1] }));
        if (message.times) times = message.times;
      });
      return new Promise((ended) => worker.once('exit', ended));
    };
    start(serve, { ring: rings?.[0] })
      .then(() => Promise.all(ends))
      .then(() => resolve(times));
  });
}

/** Nanoseconds a call that it takes to write full rings to a trace file. */
function writeOut(rings, calls) {
  const { TraceFile } = require(path.join(dist, 'tracing', 'trace-file.js'));
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'sockscope-bench-'));
  const about = { name: 'bench', role: 'client', pid: process.pid, command: [], host: os.hostname() };
  const file = new TraceFile(path.join(directory, 'calls.jsonl'), about);
  rings.forEach((ring, index) => file.add(ring, index + 1));
  const from = process.hrtime.bigint();
  file.end(0, null);
  const ns = Number(process.hrtime.bigint() - from);
  fs.rmSync(directory, { recursive: true });
  return ns / calls;
}

/** Rings that hold what one round records: two calls a round trip at each end, warm-up and set-up included. */
function tracedRings(count) {
  const { createRing } = require(path.join(dist, 'tracing', 'trace-ring.js'));
  const records = 2 ** Math.ceil(Math.log2(count * 2.4 + 100));
  const first = createRing(records);
  return [first, createRing(records, first.sequence)];
}

function compiledC() {
  const binary = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'sockscope-bench-')), 'ping-pong');
  try {
    execFileSync('cc', ['-O2', '-pthread', '-o', binary, path.join(__dirname, 'ping-pong.c')], { stdio: 'pipe' });
    return binary;
  } catch (error) {
    console.log(`NOT MEASURED: the C program, because it was not compiled: ${error.message.split('\n')[0]}`);
    return null;
  }
}

function figures(times) {
  const sorted = Float64Array.from(times).sort();
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] / 1000;
  const mean = sorted.reduce((sum, time) => sum + time, 0) / sorted.length / 1000;
  return { p50: at(0.5), mean, p99: at(0.99), p999: at(0.999) };
}

const UNTRACED = 'sockscope, untraced';
const TRACED = 'sockscope, traced at both ends';
const NET = 'node:net, two threads';
const C = 'C, two threads';

/** Starts this program again on one CPU; false where that cannot be done, or is done already. */
function runsPinned() {
  if (process.env.SOCKSCOPE_BENCH_PINNED) return false;
  const cpu = String(os.cpus().length - 1);
  const words = ['-c', cpu, process.execPath, __filename, ...process.argv.slice(2)];
  const env = { ...process.env, SOCKSCOPE_BENCH_PINNED: cpu };
  const { status, error } = spawnSync('taskset', words, { stdio: 'inherit', env });
  if (!error) process.exitCode = status ?? 1;
  return !error;
}

async function measure(count, rounds) {
  const binary = compiledC();
  const writeNs = [];
  const traced = async () => {
    const rings = tracedRings(count);
    const times = await inThreads('serveBlocking', 'askBlocking', count, rings);
    writeNs.push(writeOut(rings, times.length * 4.4));
    return times;
  };
  const inC = () => execFileSync(binary, [String(count)], { encoding: 'utf8', maxBuffer: 1 << 28 });
  const ways = {
    ...(binary ? { [C]: () => Promise.resolve(inC().trim().split('\n').map(Number)) } : {}),
    [UNTRACED]: () => inThreads('serveBlocking', 'askBlocking', count, null),
    [TRACED]: traced,
    [NET]: () => inThreads('serveNet', 'askNet', count, null),
  };
  const times = Object.fromEntries(Object.keys(ways).map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const [name, run] of Object.entries(ways)) times[name].push(...(await run()));
  }
  const all = Object.fromEntries(Object.entries(times).map(([name, list]) => [name, figures(list)]));
  return { all, writeNs: writeNs.sort((a, b) => a - b)[Math.floor(rounds / 2)] };
}

function report({ all, writeNs }, count, rounds) {
  const cpu = process.env.SOCKSCOPE_BENCH_PINNED;
  const where = cpu === undefined ? 'NOT PINNED to one CPU, because taskset is missing' : `pinned to CPU ${cpu}`;
  console.log(
    `${os.cpus()[0].model}, ${os.cpus().length} CPUs, Linux ${os.release()}, Node ${process.version}; ${where}`,
  );
  console.log(`load average ${os.loadavg()[0].toFixed(1)}; ${rounds} alternating rounds of ${count} round trips`);
  console.log(
    `${'microseconds'.padEnd(32)}${['p50', 'mean', 'p99', 'p99.9'].map((name) => name.padStart(9)).join('')}`,
  );
  for (const [name, { p50, mean, p99, p999 }] of Object.entries(all)) {
    const columns = [p50, mean, p99, p999].map((value) => value.toFixed(2).padStart(9)).join('');
    console.log(`${name.padEnd(32)}${columns}`);
  }
  const ratio = (a, b) => (all[a] && all[b] ? (all[a].p50 / all[b].p50).toFixed(2) : 'not measured');
  console.log(`untraced / C, p50: ${ratio(UNTRACED, C)} (aim: at most 1.20)`);
  console.log(`net / untraced, p50: ${ratio(NET, UNTRACED)} (aim: at least 2)`);
  console.log(`traced / untraced, p50: ${ratio(TRACED, UNTRACED)} (aim: at most 1.15)`);
  console.log(`writing the trace out, in another thread: ${(writeNs / 1000).toFixed(2)} microseconds a call`);
}

async function main() {
  if (runsPinned()) return;
  const count = Number(process.argv[2] ?? 20000);
  const rounds = Number(process.argv[3] ?? 7);
  report(await measure(count, rounds), count, rounds);
}

if (isMainThread) void main();
else roles[workerData.role]();
