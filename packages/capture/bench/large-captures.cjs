// Large captures: sockscope against tcpdump, tcptrace and tshark, whole processes, in alternating rounds, best of each.
//   node packages/capture/bench/large-captures.cjs [MEGABYTES] [ROUNDS]
// Two files are generated, of full frames and of 96 bytes a frame (default: 1000 MB each), and two of a tenth of that for tshark. What
// connections --json finds in the large ones is held against what the generator put there.
const { spawn } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const root = path.join(__dirname, '..', '..', '..');
const { generateCapture } = require(path.join(root, 'tools', 'generate', 'generate-capture.cjs'));
const SOCKSCOPE = path.join(root, 'apps', 'sockscope', 'bin', 'sockscope.cjs');
const POLL_MS = 20;

/** Runs a program to its end and gives its time and the most memory that it had; null where there is no such program. */
function run(command, args, output = '/dev/null') {
  return new Promise((resolve) => {
    const descriptor = fs.openSync(output, 'w');
    const start = process.hrtime.bigint();
    const child = spawn(command, args, { stdio: ['ignore', descriptor, 'ignore'] });
    let peakBytes = 0;
    const poll = setInterval(() => (peakBytes = Math.max(peakBytes, peakOf(child.pid))), POLL_MS);
    const end = (result) => {
      clearInterval(poll);
      fs.closeSync(descriptor);
      resolve(result);
    };
    child.on('error', () => end(null));
    child.on('exit', () => end({ seconds: Number(process.hrtime.bigint() - start) / 1e9, peakBytes }));
  });
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
const tcpdump = (file) => ['tcpdump -r F -w /dev/null', 'tcpdump', ['-r', file, '-w', '/dev/null']];
const tcptrace = (file) => ['tcptrace -n', 'tcptrace', ['-n', file]];
const conversations = (file) => ['tshark -q -z conv,tcp', 'tshark', ['-n', '-r', file, '-q', '-z', 'conv,tcp']];
const packets = (file) => ['sockscope packets --json', process.execPath, [SOCKSCOPE, 'packets', file, '--json']];
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
];

/** Runs programs in turn and prints the best time of each, and how many times that of ours (the first) it is. */
async function compare(title, programs, rounds) {
  const best = programs.map(() => null);
  for (let round = 0; round < rounds; round++) {
    for (const [index, [, command, args]] of programs.entries()) {
      const result = await run(command, args);
      if (result && (!best[index] || result.seconds < best[index].seconds)) best[index] = result;
    }
  }
  console.log(`\n${title}`);
  programs.forEach(([name], index) => {
    const result = best[index];
    if (!result) return console.log(`NOT MEASURED: ${name}, because it is not installed`);
    const ratio = index === 0 ? '' : `${(result.seconds / best[0].seconds).toFixed(2)} x`;
    const memory = `${Math.round(result.peakBytes / 1e6)} MB`;
    console.log(
      `  ${name.padEnd(28)} ${result.seconds.toFixed(2).padStart(8)} s ${ratio.padStart(9)} ${memory.padStart(8)}`,
    );
  });
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
    console.log(
      `load ${os
        .loadavg()
        .map((load) => load.toFixed(1))
        .join(' ')}, ${new Date().toISOString().slice(0, 10)}`,
    );
    const full = make('full.pcap', megabytes, {});
    const snapped = make('96-bytes.pcap', megabytes, { snaplen: 96 });
    const cut = make('full-cut.pcap', megabytes / 10, {});
    await check(full, path.join(folder, 'found'));
    await check(snapped, path.join(folder, 'found'));
    await compare('full frames', [connections(full), tcpdump(full), tcptrace(full)], rounds);
    await compare('96 bytes a frame', [connections(snapped), tcpdump(snapped), tcptrace(snapped)], rounds);
    await compare('full frames, a tenth', [connections(cut), conversations(cut)], rounds);
    await compare('full frames, a tenth: every packet', [packets(cut), fields(cut)], rounds);
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

const [megabytes = '1000', rounds = '3'] = process.argv.slice(2);
void main(Number(megabytes), Number(rounds));
