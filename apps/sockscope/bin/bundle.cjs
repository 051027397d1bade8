// The bundle: all that the command is made of in one file, and what V8 compiled of it. A short command otherwise spends most of its
// time on finding, reading and compiling some two hundred files. tools/bundle.cjs makes it of what the compiler left in dist/.
const fs = require('node:fs');
const Module = require('node:module');
const path = require('node:path');
const { Script } = require('node:vm');

const folder = path.join(__dirname, '..', 'bundle');
const CODE_FILE = path.join(folder, 'sockscope.cjs');
const COMPILED_FILE = path.join(folder, 'sockscope.compiled');
/** `{ builds, newestMs, node }`: the compiler's notes on each package, the time of the newest, and the version of Node. */
const MADE_OF_FILE = path.join(folder, 'made-of.json');

function readMadeOf() {
  try {
    return JSON.parse(fs.readFileSync(MADE_OF_FILE, 'utf8'));
  } catch {
    return null;
  }
}

function timeMs(file) {
  return fs.statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

/** Whether there is a bundle, and nothing was compiled after it was made. */
function isUpToDate(madeOf = readMadeOf()) {
  return madeOf !== null && madeOf.builds.every((file) => timeMs(path.join(folder, file)) <= madeOf.newestMs);
}

function readCompiled() {
  try {
    return fs.readFileSync(COMPILED_FILE);
  } catch {
    return undefined;
  }
}

/**
 * Compiles the bundle, or takes what V8 compiled before, where it is of this version: V8 looks itself.
 *
 * @returns The script, and what main.ts exports, as a function that runs it.
 */
function compileBundle(cachedData) {
  const script = new Script(Module.wrap(fs.readFileSync(CODE_FILE, 'latin1')), { filename: CODE_FILE, cachedData });
  const load = () => {
    const module = { exports: {} };
    script.runInThisContext()(module.exports, Module.createRequire(CODE_FILE), module, CODE_FILE, folder);
    return module.exports;
  };
  return { script, load };
}

/** Gives what main.ts exports, from the bundle; null where there is none that is up to date. */
function loadBundle() {
  return isUpToDate() ? compileBundle(readCompiled()).load() : null;
}

module.exports = {
  CODE_FILE,
  COMPILED_FILE,
  MADE_OF_FILE,
  compileBundle,
  isUpToDate,
  loadBundle,
  readCompiled,
  readMadeOf,
  timeMs,
};
