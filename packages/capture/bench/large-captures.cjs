// Large captures: sockscope against tcpdump, tcptrace and tshark, whole processes, in alternating rounds; medians.
//   node packages/capture/bench/large-captures.cjs [MEGABYTES] [ROUNDS]
// Two files are generated, of full frames and of 96 bytes a frame (default: 1000 MB each), and two of a tenth of that for tshark. What
// connections --json finds in the large ones is held against what the generator put there. With each ratio stands what is aimed at.
const { spawn, spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const root = path.join(__dirname, '..', '..', '..');
const { generateCapture } = require(path.join(root, 'tools', 'generate', 'generate-capture.cjs'));
const SOCKSCOPE = path.join(root, 'apps', 'sockscope', 'bin', 'sockscope.cjs');
const OPEN_INDEX = path.join(root, 'packages', 'session', 'bench', 'open-index.cjs');
const POLL_MS = 20;

/** Runs a program to its end and gives its time and the most memory that it had; null where there is no such program. */
function run(command, args, output = '/dev/null') {
  return new Promise((resolve) => {
    const descriptor = fs.openSync(output, 'w');
    const start = process.hrtime.bigint();
    const usedBefore = processorSeconds();
    const child = spawn(command, args, { stdio: ['ignore', descriptor, 'ignore'] });
    let peakBytes = 0;
    const poll = setInterval(() => (peakBytes = Math.max(peakBytes, peakOf(child.pid))), POLL_MS);
    const end = (result) => {
      clearInterval(poll);
      fs.closeSync(descriptor);
      resolve(result);
    };
    child.on('error', () => end(null));
    child.on('exit', () => {
      const seconds = Number(process.hrtime.bigint() - start) / 1e9;
      end({ seconds, processorSeconds: processorSeconds() - usedBefore, peakBytes });
    });
  });
}

/** Processor time of all children that have ended, proc_pid_stat(5): fields 16 and 17 in hundredths of a second. */
function processorSeconds() {
  const fields = fs
    .readFileSync('/proc/self/stat', 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  return (Number(fields[13]) + Number(fields[14])) / 100;
}

/** proc_pid_status(5): the high water mark of resident memory. */
function peakOf(pid) {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(fs.readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}

const connections = (file) => ['sockscope connections', process.execPath, [SOCKSCOPE, 'connections', file]];
const packets = (file) => ['sockscope packets --json', process.execPath, [SOCKSCOPE, 'packets', file, '--json']];
const index = (file) => ['the index of view', process.execPath, [OPEN_INDEX, file, '0']];
const start = ['node -e 0, the floor', process.execPath, ['-e', '0']];
const tcpdump = (file, aim) => ['tcpdump -r F -w /dev/null', 'tcpdump', ['-r', file, '-w', '/dev/null'], aim];
const tcptrace = (file) => ['tcptrace -n', 'tcptrace', ['-n', file], '5 x'];
const conversations = (file) => ['tshark -q -z conv,tcp', 'tshark', ['-n', '-r', file, '-q', '-z', 'conv,tcp'], '20 x'];
const FIELDS = [
  'frame.number',
  'frame.time_epoch',
  'frame.len',
  'frame.cap_len',
  'ip.src',
  'ip.dst',
  'ipv6.src',
  'ipv6.dst',
  'ip.proto',
];
const TCP_FIELDS = [
  'tcp.srcport',
  'tcp.dstport',
  'udp.srcport',
  'udp.dstport',
  'tcp.flags',
  'tcp.seq_raw',
  'tcp.ack_raw',
  'tcp.len',
  'tcp.stream',
];
const fields = (file) => [
  'tshark -T fields',
  'tshark',
  ['-n', '-r', file, '-T', 'fields', ...[...FIELDS, ...TCP_FIELDS].flatMap((field) => ['-e', field])],
  '10 x',
];

const loadText = () => `load ${os.loadavg()[0].toFixed(1)}`;

function median(numbers) {
  const sorted = numbers.slice().sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return (sorted[Math.floor(middle)] + sorted[Math.ceil(middle)]) / 2;
}

/**
 * Runs programs in turn and prints the median time of each, how many times that of ours (the first) it is, what is aimed at, the median
 * processor time, which a busy machine changes less, and the most memory that it took.
 */
async function compare(title, programs, rounds) {
  const results = programs.map(() => []);
  const loadBefore = loadText();
  for (let round = 0; round < rounds; round++) {
    for (const [index, [, command, args]] of programs.entries()) {
      const result = await run(command, args);
      if (result) results[index].push(result);
    }
  }
  console.log(`\n${title} (${loadBefore})`);
  const ours = median(results[0].map(({ seconds }) => seconds));
  programs.forEach(([name, , , aim], index) => {
    if (results[index].length === 0) return console.log(`NOT MEASURED: ${name}, because it is not installed`);
    const seconds = median(results[index].map((result) => result.seconds));
    const processor = median(results[index].map((result) => result.processorSeconds));
    const columns = [
      name.padEnd(28),
      `${seconds.toFixed(2)} s`.padStart(9),
      (index === 0 ? '' : `${(seconds / ours).toFixed(2)} x`).padStart(9),
      (aim === undefined ? '' : `aim ${aim}`).padEnd(10),
      `${processor.toFixed(2)} s of processor`.padStart(20),
      `${Math.round(Math.max(...results[index].map(({ peakBytes }) => peakBytes)) / 1e6)} MB`.padStart(8),
    ];
    console.log(`  ${columns.join(' ')}`);
  });
}

/** Opens the index that `view` has of a large capture and looks at packets of it at random. */
function lookAround(file) {
  const { stdout } = spawnSync(process.execPath, [OPEN_INDEX, file, '2000'], { encoding: 'utf8' });
  const { packets: count, p50Ms, p99Ms, longestMs } = JSON.parse(stdout);
  const [p50, p99, longest] = [p50Ms, p99Ms, longestMs].map((ms) => `${ms.toFixed(2)} ms`);
  console.log(
    `  any of ${count} packets as a tree of fields: median ${p50}, 99 of 100 within ${p99}, longest ${longest}; aim 10 ms`,
  );
}

/** Holds connections --json against the truth, line by line; both are read as they lie on disk. */
async function check(file, output) {
  await run(process.execPath, [SOCKSCOPE, 'connections', file, '--json'], output);
  const { connections: expected } = JSON.parse(fs.readFileSync(`${file}.truth.json`, 'utf8'));
  const found = fs.readFileSync(output, 'utf8').split('\n').filter(Boolean);
  const wrong = expected.filter((truth, index) => JSON.stringify(truth) !== truthOf(found[index] ?? '{}'));
  const isRight = wrong.length === 0 && found.length === expected.length;
  console.log(
    `${path.basename(file)}: ${found.length} connections, ${isRight ? 'each as generated' : `${wrong.length} WRONG`}`,
  );
  if (!isRight) process.exitCode = 1;
}

function truthOf(line) {
  const { client, server, protocol, handshake, close, packets, payloadBytes } = JSON.parse(line);
  const { outcome, synRetransmissions, synAckRetransmissions } = handshake ?? {};
  return JSON.stringify({
    ...{ client, server, protocol, handshake: outcome, close: close?.kind },
    ...{ synRetransmissions, synAckRetransmissions, packets, payloadBytes },
  });
}

async function main(megabytes, rounds) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sockscope-bench-'));
  const make = (name, size, options) => {
    const file = path.join(folder, name);
    const { packets: count, sizeBytes } = generateCapture(file, { sizeBytes: size * 1e6, ...options });
    console.log(`${name}: ${count} packets, ${Math.round(sizeBytes / 1e6)} MB`);
    return file;
  };
  try {
    console.log(`${os.cpus()[0]?.model}, ${os.cpus().length} CPUs, Linux ${os.release()}, Node ${process.version}`);
    console.log(`${loadText()}, ${new Date().toISOString().slice(0, 10)}`);
    const full = make('full.pcap', megabytes, {});
    const snapped = make('96-bytes.pcap', megabytes, { snaplen: 96 });
    const cut = make('full-cut.pcap', megabytes / 10, {});
    const snappedCut = make('96-bytes-cut.pcap', megabytes / 10, { snaplen: 96 });
    await check(full, path.join(folder, 'found'));
    await check(snapped, path.join(folder, 'found'));
    await compare('full frames', [connections(full), tcpdump(full, '0.5 x'), tcptrace(full), index(full)], rounds);
    lookAround(full);
    const ofSnapped = [connections(snapped), tcpdump(snapped, '0.67 x'), tcptrace(snapped), index(snapped)];
    await compare('96 bytes a frame', ofSnapped, rounds);
    lookAround(snapped);
    await compare('full frames, a tenth', [connections(cut), conversations(cut), start], rounds);
    await compare('96 bytes a frame, a tenth', [connections(snappedCut), conversations(snappedCut)], rounds);
    await compare('full frames, a tenth: every packet', [packets(cut), fields(cut), start], rounds);
    // A minute and more of tshark: once.
    await compare('96 bytes a frame, a tenth: every packet', [packets(snappedCut), fields(snappedCut)], 1);
    await compare('full frames: every packet', [packets(full), tcpdump(full)], rounds);
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

const [megabytes = '1000', rounds = '3'] = process.argv.slice(2);
void main(Number(megabytes), Number(rounds));
