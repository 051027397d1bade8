// Makes a fresh clone runnable: installs what package-lock.json names and builds what is missing or stale.
// Needs nothing but Node and npm, so it may use only Node's own modules.
const { spawnSync } = require('node:child_process');
const { createHash } = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');

const root = path.join(__dirname, '..');
const minimumNode = [20, 19];

/** Both stamps live in folders that are thrown away together with what they vouch for. */
const installStamp = path.join(root, 'node_modules', '.sockscope-installed');
const buildStamp = path.join(root, '.nx', 'sockscope-built');

function say(text) {
  process.stderr.write(`sockscope: ${text}\n`);
}

function fail(text, status = 1) {
  say(text);
  process.exit(status);
}

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < minimumNode[0] || (major === minimumNode[0] && minor < minimumNode[1])) {
    fail(`needs Node ${minimumNode.join('.')} or newer; this is ${process.versions.node}`);
  }
}

function readStamp(file) {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function writeStamp(file, text) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
}

/** What an installation depends on: the lock file, and the Node that native packages were chosen for. */
function installFingerprint() {
  return createHash('sha256')
    .update(fs.readFileSync(path.join(root, 'package-lock.json')))
    .update(`${process.versions.modules} ${process.platform} ${process.arch}`)
    .digest('hex');
}

function* filesBelow(directory) {
  for (const entry of fs.readdirSync(directory, { withFileTypes: true })) {
    const file = path.join(directory, entry.name);
    if (entry.isDirectory()) yield* filesBelow(file);
    else yield file;
  }
}

function projects() {
  return ['packages', 'apps'].flatMap((group) =>
    fs.readdirSync(path.join(root, group)).map((name) => path.join(root, group, name)),
  );
}

/** What a build depends on, by path, size and time of change: reading the contents would cost the second we have. */
function buildFingerprint() {
  const hash = createHash('sha256').update(installFingerprint());
  for (const project of projects()) {
    const sources = ['src', 'assembly']
      .map((folder) => path.join(project, folder))
      .filter((folder) => fs.existsSync(folder))
      .flatMap((folder) => [...filesBelow(folder)])
      .filter((file) => !file.endsWith('.spec.ts') && !file.endsWith('.wasm.ts'));
    const settings = ['package.json', 'tsconfig.json', 'tsconfig.lib.json'].map((name) => path.join(project, name));
    for (const file of [...settings, ...sources.sort()]) {
      const { size, mtimeMs } = fs.statSync(file);
      hash.update(`${path.relative(root, file)} ${size} ${mtimeMs}\n`);
    }
  }
  return hash.digest('hex');
}

function isBuilt() {
  return projects().every((project) => {
    const entry = path.join(project, 'dist', path.basename(path.dirname(project)) === 'apps' ? 'main.js' : 'index.js');
    return fs.existsSync(entry);
  });
}

/** Runs a program whose output goes to standard error: standard output belongs to the command that was asked for. */
function run(command, args, failure) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: ['ignore', 2, 2] });
  if (error) fail(`${failure}: ${error.message}`);
  if (status !== 0) fail(`${failure} (status ${status})`);
}

function nx(args) {
  return [process.execPath, [path.join(root, 'node_modules', 'nx', 'dist', 'bin', 'nx.js'), ...args]];
}

function install() {
  const fingerprint = installFingerprint();
  if (readStamp(installStamp) === fingerprint) return;
  say('installing dependencies (npm ci) ...');
  const npm = process.env.npm_execpath;
  if (npm) run(process.execPath, [npm, 'ci'], 'npm ci failed');
  else run('npm', ['ci'], 'npm ci failed');
  writeStamp(installStamp, fingerprint);
}

function build() {
  const fingerprint = buildFingerprint();
  if (readStamp(buildStamp) === fingerprint && isBuilt()) return;
  say('building ...');
  const [command, args] = nx(['run-many', '-t', 'build', 'bundle', '--output-style=static']);
  run(command, args, 'the build failed');
  writeStamp(buildStamp, fingerprint);
}

/** Installs and builds where needed; does nothing, quickly, where everything is in place. */
function setUp() {
  checkNode();
  install();
  build();
}

module.exports = { fail, nx, root, say, setUp };
