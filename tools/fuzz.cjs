// `npm run fuzz -- SECONDS [SEED]`: sets up, then reads, decodes and prints damaged copies of the fixtures for so long (default
// 60). The first that fails is written to a file, and the command that reads it again is printed. Ends with 1 then.
const { readdirSync, readFileSync, writeFileSync } = require('node:fs');
const { tmpdir } = require('node:os');
const path = require('node:path');
const { gzipSync } = require('node:zlib');
const { root, say, setUp } = require('./setup.cjs');

const DEFAULT_SECONDS = 60;
const MS_PER_SECOND = 1000;
const REPORT_EVERY_MS = 10_000;
const MOST_PIECE_BYTES = 3000;

function seedsOf(folder) {
  const files = readdirSync(folder).filter((name) => /\.(pcap|pcapng|gz|bin)$/.test(name));
  const plain = files.map((name) => readFileSync(path.join(folder, name)));
  return [...plain, ...plain.slice(0, 3).map((bytes) => gzipSync(bytes))];
}

async function fuzz(seconds, seed) {
  const folder = path.join(root, 'packages', 'capture');
  const { mutate, randomFrom } = require(path.join(folder, 'fuzz', 'mutate.cjs'));
  const { check } = require(path.join(folder, 'fuzz', 'check.cjs'));
  const seeds = seedsOf(path.join(folder, 'fixtures'));
  const random = randomFrom(seed);
  const end = Date.now() + seconds * MS_PER_SECOND;
  let nextReport = Date.now() + REPORT_EVERY_MS;
  let count = 0;
  for (; Date.now() < end; count++) {
    const bytes = mutate(seeds[random(seeds.length)], seeds[random(seeds.length)], random);
    try {
      await check(bytes, 1 + random(MOST_PIECE_BYTES));
    } catch (error) {
      const file = path.join(tmpdir(), `sockscope-fuzz-${seed}-${count}.bin`);
      writeFileSync(file, bytes);
      process.stderr.write(`${error.stack}\n`);
      say(`input ${count} of seed ${seed} failed: ${file}`);
      return 1;
    }
    if (Date.now() > nextReport) {
      say(`${count} inputs`);
      nextReport = Date.now() + REPORT_EVERY_MS;
    }
  }
  say(`${count} inputs of seed ${seed}, none failed`);
  return 0;
}

const [seconds = DEFAULT_SECONDS, seed = Date.now() % 2 ** 31] = process.argv.slice(2).map(Number);
if (!(seconds > 0) || !Number.isInteger(seed)) {
  say('usage: npm run fuzz -- SECONDS [SEED]');
  process.exitCode = 2;
} else {
  setUp();
  void fuzz(seconds, seed).then((status) => {
    process.exitCode = status;
  });
}
