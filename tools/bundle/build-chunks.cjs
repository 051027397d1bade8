const path = require('node:path');
const esbuild = require('esbuild');
const { lateBuiltins } = require('./late-builtins.cjs');
const { ownPlaces } = require('./own-places.cjs');

const root = path.join(__dirname, '..', '..');
const MAIN = path.join(root, 'apps', 'sockscope', 'dist', 'main.js');

/** Packages of others that look for files beside their code, or that Node warns of where they do not stand in node_modules. */
const NOT_BUNDLED = ['koffi', 'blessed', 'pcap-parser'];

/** The commands that have to begin fast; what they import when they run comes from the rest. */
const FIRST = /^\.\.\/commands\/(connections|packets)\.js$/;

/** import() of ours names a file with its ending, and require() without. */
const IMPORTED = /^\..*\.js$/;
const OURS = /\/(apps|packages)\/[^/]+\/dist\//;

function isOfRest({ path: name, importer }) {
  return IMPORTED.test(name) && OURS.test(importer) && !FIRST.test(name);
}

/** A module's name, by which one chunk asks another for it. */
function nameOf(file) {
  return path.relative(root, file);
}

/** Leaves what import() of ours names to the rest, and tells what that is. */
function leaveRest(files) {
  return {
    name: 'leave-rest',
    setup({ onResolve }) {
      onResolve({ filter: IMPORTED }, (args) => {
        if (!isOfRest(args)) return undefined;
        const file = path.join(args.resolveDir, args.path);
        files.add(file);
        return { path: `rest:${nameOf(file)}`, external: true };
      });
    },
  };
}

/** Takes what is in the first chunk from there, and tells what that is. */
function takeFirst(first, taken) {
  return {
    name: 'take-first',
    setup({ onResolve, resolve }) {
      onResolve({ filter: /./ }, async ({ path: name, importer, kind, resolveDir, pluginData }) => {
        if (pluginData === takeFirst || kind === 'entry-point') return undefined;
        const found = await resolve(name, { importer, kind, resolveDir, pluginData: takeFirst });
        if (found.external || !first.has(found.path)) return undefined;
        taken.add(found.path);
        return { path: `first:${nameOf(found.path)}`, external: true };
      });
    },
  };
}

/** The code of a chunk that exports main.js, if it has it, and functions that give its modules by name. */
async function buildChunk(folder, files, plugins, isFirst) {
  const modules = [...files].map((file) => `${JSON.stringify(nameOf(file))}: () => require(${JSON.stringify(file)})`);
  const main = isFirst ? `main: require(${JSON.stringify(MAIN)}), ` : '';
  const { outputFiles, metafile } = await esbuild.build({
    stdin: { contents: `module.exports = { ${main}modules: { ${modules.join(', ')} } };`, resolveDir: root },
    outfile: path.join(folder, 'chunk.cjs'),
    absWorkingDir: root,
    write: false,
    metafile: true,
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
    plugins: [...plugins, lateBuiltins(), ownPlaces(folder)],
    logLevel: 'warning',
  });
  return { code: asciiOf(outputFiles[0].text), files: filesOf(metafile) };
}

function filesOf({ inputs }) {
  return new Set(
    Object.keys(inputs)
      .map((input) => path.join(root, input))
      .filter((file) => file.endsWith('js')),
  );
}

/** Bytes that are characters are read in a tenth of the time. esbuild escapes all others but those in regular expressions. */
function asciiOf(code) {
  return code.replace(/[^\x00-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/**
 * Gives the code of the two chunks that the command is made of: `first`, which `connections` and `packets` run, and `rest`, which is read
 * when something of it is imported. No module is in both: each asks the other, by `require('rest:NAME')` and `require('first:NAME')`.
 *
 * @param folder Where they will be.
 */
async function buildChunks(folder) {
  const ofRest = new Set();
  const { files } = await buildChunk(folder, [], [leaveRest(ofRest)], true);
  const taken = new Set();
  const rest = await buildChunk(folder, ofRest, [takeFirst(files, taken)], false);
  const first = await buildChunk(folder, taken, [leaveRest(new Set())], true);
  return { first: first.code, rest: rest.code };
}

module.exports = { buildChunks };
