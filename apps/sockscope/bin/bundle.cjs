// The bundle: all that the command is made of in two files, and what V8 compiled of each. A short command otherwise spends most of its
// time on finding, reading and compiling some two hundred files. tools/bundle.cjs makes it of what the compiler left in dist/.
const fs = require('node:fs');
const Module = require('node:module');
const path = require('node:path');
const { Script } = require('node:vm');

const FOLDER = path.join(__dirname, '..', 'bundle');
/** `{ builds, newestMs, node }`: the compiler's notes on each package, the time of the newest, and the version of Node. */
const MADE_OF_FILE = path.join(FOLDER, 'made-of.json');

/** @param chunk `first`: what begins fast; `rest`: what that imports when it needs it. */
function codeFile(chunk) {
  return path.join(FOLDER, `${chunk}.cjs`);
}

function compiledFile(chunk) {
  return path.join(FOLDER, `${chunk}.compiled`);
}

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
  return madeOf !== null && madeOf.builds.every((file) => timeMs(path.join(FOLDER, file)) <= madeOf.newestMs);
}

function readCompiled(chunk) {
  try {
    return fs.readFileSync(compiledFile(chunk));
  } catch {
    return undefined;
  }
}

/** The chunks, each read when something of it is asked for. */
class Bundle {
  /** The scripts of those that were read, by chunk. */
  scripts = new Map();
  #exports = new Map();
  #compiled;

  /** @param compiled Gives what V8 compiled of a chunk before, which it takes where it is of this version: it looks itself. */
  constructor(compiled = readCompiled) {
    this.#compiled = compiled;
  }

  /** What main.ts exports. */
  get main() {
    return this.#chunk('first').main;
  }

  #chunk(name) {
    if (!this.#exports.has(name)) this.#exports.set(name, this.#load(name));
    return this.#exports.get(name);
  }

  #load(name) {
    const filename = codeFile(name);
    const code = Module.wrap(fs.readFileSync(filename, 'latin1'));
    const script = new Script(code, { filename, cachedData: this.#compiled(name) });
    this.scripts.set(name, script);
    const module = { exports: {} };
    script.runInThisContext()(module.exports, this.#requireOf(filename), module, filename, FOLDER);
    return module.exports;
  }

  /** `require()` of a chunk: modules of the other are named `rest:NAME` or `first:NAME`. */
  #requireOf(filename) {
    const requireOther = Module.createRequire(filename);
    return (id) => {
      const [, chunk, name] = /^(first|rest):(.*)/.exec(id) ?? [];
      return chunk === undefined ? requireOther(id) : this.#chunk(chunk).modules[name]();
    };
  }
}

/** Gives what main.ts exports, from the bundle; null where there is none that is up to date. */
function loadBundle() {
  return isUpToDate() ? new Bundle().main : null;
}

module.exports = {
  Bundle,
  FOLDER,
  MADE_OF_FILE,
  codeFile,
  compiledFile,
  isUpToDate,
  loadBundle,
  readCompiled,
  readMadeOf,
  timeMs,
};
