// Runs one program of the built package, for tests that need a process of its own:
//   node run-program.cjs '{"role":"server","protocol":"tcp","port":0,...}'
// "listening PORT" and what the program prints go to standard output, its messages to standard error.
const readline = require('node:readline');
const { runProgram } = require('@sockscope/core');

const options = JSON.parse(process.argv[2]);
const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => stop.abort(signal));

async function main() {
  const { status } = await runProgram({
    tracePath: null,
    ...options,
    input: options.role === 'client' ? readline.createInterface({ input: process.stdin }) : undefined,
    onPrint: (text) => void process.stdout.write(text),
    onReport: (line) => void process.stderr.write(`${line}\n`),
    onListening: ({ port }) => void process.stdout.write(`listening ${port}\n`),
    stop: stop.signal,
  });
  process.exitCode = status;
  // An input that is still open would keep the process.
  process.stdin.destroy();
}

void main();
