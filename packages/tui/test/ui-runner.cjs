// Runs the built UI on a recording that a test wrote: node ui-runner.cjs RECORDING PID-FILE [FAILURE].
// With a failure the views are in a thread of their own, which fails so: see failing-views.cjs.
// SIGUSR2 makes it fail, as a bug would; SIGUSR1 makes it draw the whole screen again and again, until
// nobody reads that: then there is PID-FILE.stalled.
const { writeFileSync } = require('node:fs');
const path = require('node:path');
const { Worker } = require('node:worker_threads');
const { canRunUi, runUi, viewsInThread } = require('../dist');
const { recordingSource, viewsHere } = require('../dist/views');
const { recorded } = require('./recorded.cjs');

const [recordingFile, pidFile, failure] = process.argv.slice(2);

const STALLED_BYTES = 200_000;
const MEMORY_MB = 64;

process.on('SIGUSR2', () => {
  throw new Error('planted failure\nwith a second line');
});

function viewsOf(recording) {
  return viewsHere({ source: recordingSource(recording), title: recording.name });
}

function failingViews() {
  const workerData = { recordingFile, failure };
  const resourceLimits = { maxOldGenerationSizeMb: MEMORY_MB };
  return viewsInThread(new Worker(path.join(__dirname, 'failing-views.cjs'), { workerData, resourceLimits }));
}

async function main() {
  const { stdin, stdout, stderr, env } = process;
  const reason = canRunUi({ stdout, env });
  if (reason !== null) {
    stdout.write(`no UI: ${reason}\n`);
    return 3;
  }
  const views = failure === undefined ? viewsOf(recorded(recordingFile)) : failingViews();
  process.on('SIGUSR1', () => {
    const drawing = setInterval(() => {
      views.tell({ kind: 'key', key: 'C-l' });
      if (stdout.writableLength < STALLED_BYTES) return;
      clearInterval(drawing);
      writeFileSync(`${pidFile}.stalled`, '');
    }, 1);
  });
  return runUi({ views, stdin, stdout, stderr, env });
}

writeFileSync(pidFile, String(process.pid));
void main().then((status) => process.exit(status));
