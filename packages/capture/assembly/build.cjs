// `node packages/capture/assembly/build.cjs`: compiles what is here to WebAssembly and writes it as a module of TypeScript, which
// needs no file to be found at run time. A part of every build.
const fs = require('node:fs');
const path = require('node:path');
const esbuild = require('esbuild');

const RESULT = path.join(__dirname, '..', 'src', 'assembly', 'capture.wasm.ts');

const SOURCES = ['savefile-records.ts', 'plain-packets.ts'];

const OPTIONS = [
  // No strings, objects or memory of its own.
  ...['--runtime', 'stub', '--importMemory', '--noExportMemory', '--use', 'abort='],
  ...['--enable', 'threads', '--sharedMemory', '--initialMemory', '1', '--maximumMemory', '65536'],
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

/** All that is not exported is put where it is called: no other than AssemblyScript's own tools read its decorator there. */
function sourceText(name) {
  const text = fs.readFileSync(path.join(__dirname, name), 'utf8');
  return text.replace(/^function /gm, '@inline function ');
}

async function compile() {
  const { default: asc } = await import('assemblyscript/asc');
  const files = new Map([...SOURCES.map((name) => [name, sourceText(name)]), ['constants.ts', constantsText()]]);
  let binary;
  const { error, stderr } = await asc.main([...SOURCES, '--outFile', 'capture.wasm', ...OPTIONS], {
    readFile: (name) => files.get(name) ?? null,
    writeFile: (name, contents) => {
      binary = contents;
    },
    listFiles: () => [],
  });
  if (error) throw new Error(`the AssemblyScript does not compile: ${error.message}\n${stderr}`);
  return binary;
}

async function build() {
  const binary = await compile();
  const text = `// Compiled from assembly/*.ts.\nexport const CAPTURE_WASM = Uint8Array.of(${binary.join(',')});\n`;
  fs.writeFileSync(RESULT, text);
}

build().catch((error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
