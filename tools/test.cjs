// `npm test`: sets up, runs the tests of every project, and closes with one line: "N passed, N failed".
const { spawn } = require('node:child_process');
const { nx, root, say, setUp } = require('./setup.cjs');

/** Adds up Jest's summary lines ("Tests:       1 failed, 2 skipped, 40 passed, 43 total"), one a project. */
function countTests(output) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  // eslint-disable-next-line no-control-regex -- Jest colours its summary where it believes to be on a terminal
  const plain = output.replace(/\x1b\[[0-9;]*m/g, '');
  for (const [, summary] of plain.matchAll(/^Tests:\s+(.*)$/gm)) {
    for (const [, number, word] of summary.matchAll(/(\d+) (passed|failed|skipped)/g)) counts[word] += Number(number);
  }
  return counts;
}

function runTests() {
  const [command, args] = nx(['run-many', '-t', 'test', '--output-style=static', ...process.argv.slice(2)]);
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const [stream, sink] of [
      [child.stdout, process.stdout],
      [child.stderr, process.stderr],
    ]) {
      stream.setEncoding('utf8').on('data', (text) => {
        output += text;
        sink.write(text);
      });
    }
    child.on('close', (status) => resolve({ status: status ?? 1, output }));
  });
}

async function main() {
  setUp();
  const { status, output } = await runTests();
  const { passed, failed, skipped } = countTests(output);
  let exitStatus = status;
  if (passed + failed === 0) {
    say('no test ran');
    exitStatus = 1;
  }
  if (skipped > 0 && process.env.CI) {
    say(`${skipped} tests were skipped; here every one has to run`);
    exitStatus = 1;
  }
  process.stdout.write(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`);
  process.exitCode = exitStatus === 0 && failed > 0 ? 1 : exitStatus;
}

void main();
