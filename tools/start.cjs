// `npm start [-- ARGUMENTS]`: sets up, then runs `sockscope demo`.
const { spawn } = require('node:child_process');
const os = require('node:os');
const path = require('node:path');
const { root, setUp } = require('./setup.cjs');

setUp();

const command = path.join(root, 'apps', 'sockscope', 'bin', 'sockscope.cjs');
const child = spawn(process.execPath, [command, 'demo', ...process.argv.slice(2)], { stdio: 'inherit' });

// Ctrl-C reaches the child by itself; a signal to this process alone is passed on. The child decides when to end.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    if (signal !== 'SIGINT') child.kill(signal);
  });
}
child.on('exit', (status, signal) => process.exit(signal ? 128 + os.constants.signals[signal] : status));
