// Runs the built UI on a recording that a test wrote: node ui-runner.cjs RECORDING PID-FILE.
// SIGUSR2 makes it fail, as a bug would.
const { readFileSync, writeFileSync } = require('node:fs');
const { deserialize } = require('node:v8');
const { canRunUi, runUi } = require('../dist');
const { recordingSource, viewsHere } = require('../dist/views');

const [recordingFile, pidFile] = process.argv.slice(2);
const { frames, details, ...recorded } = deserialize(readFileSync(recordingFile));
const recording = {
  ...recorded,
  frame: (number) => frames[number - 1] ?? null,
  detail: (number) => details[number - 1] ?? null,
};

process.on('SIGUSR2', () => {
  throw new Error('planted failure\nwith a second line');
});

async function main() {
  const { stdin, stdout, stderr, env } = process;
  const reason = canRunUi({ stdout, env });
  if (reason !== null) {
    stdout.write(`no UI: ${reason}\n`);
    return 3;
  }
  const views = viewsHere({ source: recordingSource(recording), title: recording.name });
  return runUi({ views, stdin, stdout, stderr, env });
}

writeFileSync(pidFile, String(process.pid));
void main().then((status) => process.exit(status));
