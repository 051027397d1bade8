// `node tools/bundle.cjs`, the last step of a build: puts all that the command is made of into two files, and beside each what V8 compiled
// of it. apps/sockscope/bin/bundle.cjs loads them. Does nothing where the bundle is up to date.
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const { FOLDER, MADE_OF_FILE, codeFile, isUpToDate, readMadeOf, timeMs } = require('../apps/sockscope/bin/bundle.cjs');
const { buildChunks } = require('./bundle/build-chunks.cjs');

const root = path.join(__dirname, '..');

/** What the compiler writes whenever it has built a package anew, and what npm writes when it has installed something. */
function builds() {
  const projects = ['apps', 'packages'].flatMap((group) =>
    fs.readdirSync(path.join(root, group)).map((name) => path.join(root, group, name)),
  );
  const notes = projects.map((project) => path.join(project, 'dist', 'tsconfig.lib.tsbuildinfo'));
  return [...notes, path.join(root, 'node_modules', '.package-lock.json')];
}

async function makeBundle() {
  const files = builds();
  const newestMs = Math.max(...files.map(timeMs));
  // Whoever starts the command while this runs takes what the compiler left.
  fs.rmSync(MADE_OF_FILE, { force: true });
  fs.mkdirSync(FOLDER, { recursive: true });
  for (const [chunk, code] of Object.entries(await buildChunks(FOLDER))) fs.writeFileSync(codeFile(chunk), code);
  const { status } = spawnSync(process.execPath, [path.join(__dirname, 'bundle', 'write-compiled.cjs')], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status !== 0) throw new Error('the bundle does not run');
  const madeOf = { builds: files.map((file) => path.relative(FOLDER, file)), newestMs, node: process.version };
  fs.writeFileSync(`${MADE_OF_FILE}.new`, JSON.stringify(madeOf));
  fs.renameSync(`${MADE_OF_FILE}.new`, MADE_OF_FILE);
}

const madeOf = readMadeOf();
if (madeOf?.node !== process.version || !isUpToDate(madeOf)) void makeBundle();
