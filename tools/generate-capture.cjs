// `npm run generate-capture -- FILE [--size MEGABYTES] [--snaplen BYTES] [--seed NUMBER] [--concurrent CONNECTIONS]`: writes a capture
// file for tests and benchmarks, and what a reader should find in it to FILE.truth.json. The same words give the same bytes.
const { parseArgs } = require('node:util');
const { generateCapture } = require('./generate/generate-capture.cjs');

const number = (text, name) => {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new Error(`--${name}: ${text} is no positive integer`);
  return value;
};

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      size: { type: 'string', default: '10' },
      snaplen: { type: 'string', default: '262144' },
      seed: { type: 'string', default: '1' },
      concurrent: { type: 'string', default: '1000' },
    },
  });
  if (positionals.length !== 1) throw new Error('name one file');
  const { packets, sizeBytes, connections } = generateCapture(positionals[0], {
    sizeBytes: number(values.size, 'size') * 1e6,
    snaplen: number(values.snaplen, 'snaplen'),
    seed: number(values.seed, 'seed'),
    concurrent: number(values.concurrent, 'concurrent'),
  });
  console.log(`${positionals[0]}: ${packets} packets of ${connections} connections, ${sizeBytes} bytes`);
} catch (error) {
  console.error(`generate-capture: ${error.message}`);
  process.exitCode = error.code === undefined ? 2 : 1;
}
