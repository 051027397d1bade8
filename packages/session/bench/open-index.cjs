// Opens the index of a large capture as `view` does, then looks at packets of it at random, and prints both as JSON.
//   node packages/session/bench/open-index.cjs FILE [PACKETS]
// With npm run bench -- captures, which makes the file.
const { indexCapture } = require('../dist/index.js');

/** A quick generator of numbers in [0, 1) that gives the same each time (mulberry32). */
function randomFrom(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

async function main(file, count) {
  const begin = performance.now();
  const capture = await indexCapture(file);
  const openMs = performance.now() - begin;
  const random = randomFrom(1);
  const times = Array.from({ length: count }, () => {
    const number = 1 + Math.floor(random() * capture.packetCount);
    const start = performance.now();
    if (capture.detail(number) === null) throw new Error(`packet ${number} cannot be read`);
    return performance.now() - start;
  }).sort((a, b) => a - b);
  const at = (share) => times[Math.floor(share * (count - 1))];
  console.log(
    JSON.stringify({ packets: capture.packetCount, openMs, p50Ms: at(0.5), p99Ms: at(0.99), longestMs: at(1) }),
  );
}

const [file, packets = '1000'] = process.argv.slice(2);
void main(file, Number(packets));
