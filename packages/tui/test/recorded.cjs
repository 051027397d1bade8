// Gives the recording that a test wrote: see recording-file.ts.
const { readFileSync } = require('node:fs');
const { deserialize } = require('node:v8');

exports.recorded = (file) => {
  const { frames, details, ...recording } = deserialize(readFileSync(file));
  return {
    ...recording,
    frame: (number) => frames[number - 1] ?? null,
    detail: (number) => details[number - 1] ?? null,
  };
};
