// A recorder in a process of its own, so that a test can kill it.
// Usage: recorder-process.cjs DIR COMMAND...
const { recordCommand } = require('../../dist/index.js');

const [directory, ...command] = process.argv.slice(2);
const onMessage = (line) => process.stderr.write(`${line}\n`);
const options = { directory, interface: 'lo', filter: ['tcp', 'or', 'udp'], command, toolVersion: 'test', onMessage };
void recordCommand({ ...options, onRecording: () => process.stdout.write('recording\n') }).then((result) => {
  if (!result.ok) process.stderr.write(`${result.failure.text}\n`);
  process.exitCode = result.ok ? (result.program?.status ?? 1) : 1;
});
