// `npm run ok`: format, lint (with package boundaries), types (pure code without Node's) and tests, in that order.
const { spawnSync } = require('node:child_process');
const path = require('node:path');
const { fail, nx, root, say, setUp } = require('./setup.cjs');

function step(name, command, args) {
  say(`${name} ...`);
  const { status } = spawnSync(command, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
  if (status !== 0) fail(`${name}: failed`, status ?? 1);
}

const prettier = path.join(root, 'node_modules', 'prettier', 'bin', 'prettier.cjs');

setUp();
step('project references', ...nx(['sync:check']));
step('format', process.execPath, [prettier, '--check', '.']);
step('lint and types', ...nx(['run-many', '-t', 'lint', 'typecheck', '--output-style=static']));
step('tests', process.execPath, [path.join(__dirname, 'test.cjs')]);
