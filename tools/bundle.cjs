// `node tools/bundle.cjs`, the last step of a build: puts all that the command is made of into one file, and beside it what V8 compiled
// of it. apps/sockscope/bin/bundle.cjs loads both. Does nothing where the bundle is up to date.
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const esbuild = require('esbuild');
const { CODE_FILE, MADE_OF_FILE, isUpToDate, readMadeOf, timeMs } = require('../apps/sockscope/bin/bundle.cjs');
const { ownPlaces } = require('./bundle/own-places.cjs');

const root = path.join(__dirname, '..');
const folder = path.dirname(CODE_FILE);

/** Packages of others that look for files beside their code, or that Node warns of where they do not stand in node_modules. */
const NOT_BUNDLED = ['koffi', 'blessed', 'pcap-parser'];

/** What the compiler writes whenever it has built a package anew, and what npm writes when it has installed something. */
function builds() {
  const projects = ['apps', 'packages'].flatMap((group) =>
    fs.readdirSync(path.join(root, group)).map((name) => path.join(root, group, name)),
  );
  const notes = projects.map((project) => path.join(project, 'dist', 'tsconfig.lib.tsbuildinfo'));
  return [...notes, path.join(root, 'node_modules', '.package-lock.json')];
}

/** Bytes that are characters are read in a tenth of the time. esbuild escapes all others but those in regular expressions. */
function asciiOf(code) {
  return code.replace(/[^\x00-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

async function makeBundle() {
  const files = builds();
  const newestMs = Math.max(...files.map(timeMs));
  // Whoever starts the command while this runs takes what the compiler left.
  fs.rmSync(MADE_OF_FILE, { force: true });
  const { outputFiles } = await esbuild.build({
    entryPoints: [path.join(root, 'apps', 'sockscope', 'dist', 'main.js')],
    outfile: CODE_FILE,
    write: false,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: NOT_BUNDLED,
    // What is not bundled is required too: import() needs a loader that takes a hundredth of a second to begin.
    supported: { 'dynamic-import': false },
    // Names stay, as a stack shows them.
    minifyWhitespace: true,
    // Node shows the line that an error came from.
    lineLimit: 160,
    legalComments: 'none',
    plugins: [ownPlaces(folder)],
    logLevel: 'warning',
  });
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(CODE_FILE, asciiOf(outputFiles[0].text));
  const { status } = spawnSync(process.execPath, [path.join(__dirname, 'bundle', 'write-compiled.cjs')], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status !== 0) throw new Error('the bundle does not run');
  const madeOf = { builds: files.map((file) => path.relative(folder, file)), newestMs, node: process.version };
  fs.writeFileSync(`${MADE_OF_FILE}.new`, JSON.stringify(madeOf));
  fs.renameSync(`${MADE_OF_FILE}.new`, MADE_OF_FILE);
}

const madeOf = readMadeOf();
if (madeOf?.node !== process.version || !isUpToDate(madeOf)) void makeBundle();
