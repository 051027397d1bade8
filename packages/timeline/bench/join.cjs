// Joins recordings made in memory: how long a million packets with half a million calls take, how that grows with their
// number, and what a live recording's next thousand packets cost at its beginning and at its end.
//   node packages/timeline/bench/join.cjs [PACKETS] [ROUNDS]
// The yardstick is JSON.parse() of the same packets and calls, in the same round: a join is so many times that. Every
// recording is joined in a process of its own, so that one's memory is not another's, with the young generation of the thread
// that joins for the UI.
const { execFileSync } = require('node:child_process');
const path = require('node:path');

const STEP_PACKETS = 1000;
const [what, ...given] = process.argv.slice(2);

function timed(work) {
  const start = performance.now();
  const result = work();
  return { ms: performance.now() - start, result };
}

function jsonOf(input) {
  const text = (value) => JSON.stringify(value, (_, part) => (typeof part === 'bigint' ? String(part) : part));
  return [...input.packets, ...input.traces.flatMap(({ calls }) => calls)].map(text);
}

/** Reads all that a timeline says: what is worked out when it is read counts too. */
function readAll(timeline) {
  let unknown = 0;
  for (const { owner } of timeline.packets) unknown += owner.kind === 'unknown' ? 1 : 0;
  for (const call of timeline.calls) if (call.connection === undefined) throw new Error('a call without a connection');
  return { links: timeline.links.length, unknown };
}

function joinWhole(packets, connections) {
  const { buildTimeline } = require(path.join(__dirname, '..', 'dist', 'index.js'));
  const { madeRecording } = require('./made-recording.cjs');
  const input = madeRecording(packets, connections);
  const calls = input.traces.reduce((sum, trace) => sum + trace.calls.length, 0);
  global.gc();
  const before = process.memoryUsage().heapUsed;
  const { ms, result } = timed(() => {
    const timeline = buildTimeline(input);
    return { timeline, ...readAll(timeline) };
  });
  const usedMb = (process.memoryUsage().heapUsed - before) / 1e6;
  const lines = jsonOf(input);
  const json = timed(() => lines.forEach((line) => JSON.parse(line)));
  const { links, unknown } = result;
  return { packets: input.packets.length, calls, ms, jsonMs: json.ms, usedMb, links, unknown };
}

/** One connection or exchange, so that nothing of it is ever over: the last tenth of the steps against the first. */
function joinLive(packets, kind) {
  const { TimelineJoiner, timelineIndex } = require(path.join(__dirname, '..', 'dist', 'index.js'));
  const { madeDatagrams, madeRecording } = require('./made-recording.cjs');
  const input = kind === 'udp' ? madeDatagrams(packets) : madeRecording(packets, 1);
  const joiner = new TimelineJoiner();
  const known = { ...input, packets: [], traces: input.traces.map((trace) => ({ ...trace, calls: [] })) };
  const steps = [];
  while (known.packets.length < input.packets.length) {
    const from = known.packets.length;
    known.packets.push(...input.packets.slice(from, from + STEP_PACKETS));
    const untilNs = known.packets.at(-1).timestampNs;
    for (const [index, { calls }] of known.traces.entries()) {
      const all = input.traces[index].calls;
      while (calls.length < all.length && all[calls.length].enterNs <= untilNs) calls.push(all[calls.length]);
    }
    const { ms } = timed(() => {
      const timeline = joiner.update(known, { isGrowing: true });
      const index = timelineIndex(timeline);
      for (let number = from + 1; number <= known.packets.length; number++) index.linksByPacket.get(number);
    });
    steps.push(ms);
  }
  const tenth = Math.ceil(steps.length / 10);
  return { steps: steps.length, firstMs: median(steps.slice(0, tenth)), lastMs: median(steps.slice(-tenth)) };
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

function inProcess(...call) {
  const memory = ['--expose-gc', '--max-old-space-size=6144', '--max-semi-space-size=64'];
  return JSON.parse(execFileSync(process.execPath, [...memory, __filename, ...call.map(String)], { encoding: 'utf8' }));
}

function wholes(packets, connections, rounds) {
  const runs = Array.from({ length: rounds }, () => inProcess('--whole', packets, connections));
  const [{ calls, packets: count, usedMb, links, unknown }] = runs;
  const ms = median(runs.map((run) => run.ms));
  const ratio = median(runs.map((run) => run.ms / run.jsonMs));
  console.log(
    `${count} packets, ${calls} calls, ${connections} connections: ${(ms / 1000).toFixed(2)} s, ` +
      `${ratio.toFixed(2)} times JSON.parse(), ${usedMb.toFixed(0)} MB; ${links} links, ${unknown} owners unknown`,
  );
  return ms / count;
}

function main() {
  const packets = Number(what ?? 1_000_000);
  const rounds = Number(given[0] ?? 3);
  console.log(`join: medians of ${rounds} rounds`);
  const half = wholes(packets / 2, packets / 200, rounds);
  const whole = wholes(packets, packets / 100, rounds);
  console.log(`twice the packets: ${(whole / half).toFixed(2)} times the time a packet`);
  wholes(packets, 1, rounds);
  lives('TCP', 'tcp', packets, rounds);
  lives('UDP', 'udp', packets / 2, rounds);
}

function lives(name, kind, packets, rounds) {
  const runs = Array.from({ length: rounds }, () => inProcess('--live', packets, kind));
  const ratio = median(runs.map(({ firstMs, lastMs }) => lastMs / firstMs));
  const [{ steps }] = runs;
  console.log(
    `live, ${name}, ${steps} steps of ${STEP_PACKETS} packets: ${median(runs.map(({ firstMs }) => firstMs)).toFixed(2)} ms a step ` +
      `in the first tenth, ${median(runs.map(({ lastMs }) => lastMs)).toFixed(2)} ms in the last, ${ratio.toFixed(2)} times`,
  );
}

if (what === '--whole') console.log(JSON.stringify(joinWhole(...given.map(Number))));
else if (what === '--live') console.log(JSON.stringify(joinLive(Number(given[0]), given[1])));
else main();
