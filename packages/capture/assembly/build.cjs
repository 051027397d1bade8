// `node packages/capture/assembly/build.cjs`: compiles what is here to WebAssembly and writes it as modules of TypeScript, which
// need no file to be found at run time. A part of every build.
const fs = require('node:fs');
const path = require('node:path');
const esbuild = require('esbuild');

const RESULTS = path.join(__dirname, '..', 'src', 'assembly');

const SHARED_MEMORY = ['--enable', 'threads', '--sharedMemory', '--initialMemory', '1', '--maximumMemory', '65536'];

/** The modules, and which files export what each exports. */
const MODULES = [
  {
    file: 'capture.wasm.ts',
    name: 'CAPTURE_WASM',
    sources: ['savefile-records.ts', 'plain-packets.ts', 'packet-lines.ts'],
    isInlined: true,
    options: SHARED_MEMORY,
  },
  {
    file: 'connection-lines.wasm.ts',
    name: 'CONNECTION_LINES_WASM',
    sources: ['connection-lines.ts', 'connection-json-lines.ts'],
    isInlined: false,
    options: [],
  },
];

/** What they export is put where it is called too, where that is asked for. */
const ALL_INLINED = [
  'chosen.ts',
  'find-connection.ts',
  'flow-hash.ts',
  'network.ts',
  'plain-headers.ts',
  'plain-segment.ts',
];

const OPTIONS = [
  // No strings, objects or memory of its own.
  ...['--runtime', 'stub', '--importMemory', '--noExportMemory', '--use', 'abort='],
  ...['-O3', '--noAssert'],
];

/** What src/assembly/constants.ts exports. */
function constants() {
  const { outputFiles } = esbuild.buildSync({
    entryPoints: [path.join(__dirname, '..', 'src', 'assembly', 'constants.ts')],
    write: false,
    bundle: true,
    format: 'cjs',
  });
  const module = { exports: {} };
  new Function('module', outputFiles[0].text)(module);
  return module.exports;
}

/** The same in AssemblyScript: numbers, and objects of numbers as namespaces. */
function constantsText() {
  const declare = ([name, value]) => `export const ${name}: u32 = ${value};`;
  return Object.entries(constants())
    .map(([name, value]) =>
      typeof value === 'number'
        ? declare([name, value])
        : `export namespace ${name} { ${Object.entries(value).map(declare).join(' ')} }`,
    )
    .join('\n');
}

/** The text of a file here; null where there is none. */
function sourceText(name, isInlined) {
  const file = path.join(__dirname, name);
  const text = fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : null;
  // What is not exported, and all of some, is put where it is called: no other than AssemblyScript's own tools read its decorator there.
  const inlined = ALL_INLINED.includes(name) ? /^(export )?function /gm : /^function /gm;
  return isInlined && text !== null ? text.replace(inlined, '@inline $&') : text;
}

async function compile({ file, sources, isInlined, options }) {
  const { default: asc } = await import('assemblyscript/asc');
  const ofTypeScript = constantsText();
  let binary;
  const { error, stderr } = await asc.main([...sources, '--outFile', 'compiled.wasm', ...OPTIONS, ...options], {
    readFile: (name) => (name === 'constants.ts' ? ofTypeScript : sourceText(name, isInlined)),
    writeFile: (_, contents) => {
      binary = contents;
    },
    listFiles: () => [],
  });
  if (error) throw new Error(`${file} does not compile: ${error.message}\n${stderr}`);
  return binary;
}

async function build() {
  for (const module of MODULES) {
    const binary = await compile(module);
    const text = `// Compiled from assembly/*.ts.\nexport const ${module.name} = Uint8Array.of(${binary.join(',')});\n`;
    fs.writeFileSync(path.join(RESULTS, module.file), text);
  }
}

build().catch((error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
