// `npm run bench [-- NAME [ARGUMENTS]]`: sets up, then runs the benchmarks or the named one, each a ratio against public
// tools in one run.
const { spawnSync } = require('node:child_process');
const path = require('node:path');
const { root, setUp } = require('./setup.cjs');

const BENCHMARKS = {
  'ping-pong': path.join(root, 'packages', 'core', 'bench', 'ping-pong.cjs'),
  captures: path.join(root, 'packages', 'capture', 'bench', 'large-captures.cjs'),
  join: path.join(root, 'packages', 'timeline', 'bench', 'join.cjs'),
  frames: path.join(root, 'packages', 'tui', 'bench', 'frames.cjs'),
  live: path.join(root, 'packages', 'tui', 'bench', 'live.cjs'),
};

function run(file, given) {
  const { status } = spawnSync(process.execPath, [file, ...given], { stdio: 'inherit' });
  process.exitCode ||= status ?? 1;
}

const [name, ...given] = process.argv.slice(2);
if (name !== undefined && !(name in BENCHMARKS)) {
  process.stderr.write(`no benchmark ${name}: ${Object.keys(BENCHMARKS).join(', ')}\n`);
  process.exitCode = 2;
} else {
  setUp();
  const files = name === undefined ? Object.values(BENCHMARKS) : [BENCHMARKS[name]];
  for (const file of files) run(file, given);
}
