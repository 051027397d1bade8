// The thread of the views, which fails at the key j in the way that it was started with.
const { parentPort, workerData } = require('node:worker_threads');
const { recordingSource, serveViews } = require('../dist/views');
const { recorded } = require('./recorded.cjs');

const FAILURES = {
  exception: () => {
    throw new Error('planted failure\nwith a second line');
  },
  rejection: () => void Promise.reject(new Error('planted rejection')),
  exit: () => process.exit(3),
  memory: () => {
    const kept = [];
    for (;;) kept.push(Array(100_000).fill({}));
  },
};

const { recordingFile, failure } = workerData;
serveViews(parentPort, async () => {
  const recording = recorded(recordingFile);
  return { shown: { source: recordingSource(recording), title: recording.name }, problems: [], status: 0 };
});
parentPort.on('message', ({ kind, key }) => kind === 'key' && key === 'j' && FAILURES[failure]());
