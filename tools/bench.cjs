// `npm run bench [-- ARGUMENTS]`: sets up, then runs the benchmarks, each a ratio against public tools in one run.
const { spawnSync } = require('node:child_process');
const path = require('node:path');
const { root, setUp } = require('./setup.cjs');

setUp();

const pingPong = path.join(root, 'packages', 'core', 'bench', 'ping-pong.cjs');
const { status } = spawnSync(process.execPath, [pingPong, ...process.argv.slice(2)], { stdio: 'inherit' });
process.exitCode = status ?? 1;
