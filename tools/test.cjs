// `npm test`: sets up, runs the tests of every project, and closes with one line: "N passed, N failed".
const { spawn } = require('node:child_process');
const { nx, root, say, setUp } = require('./setup.cjs');

/** Jest colours its output where it believes to be on a terminal. */
function withoutColours(output) {
  // eslint-disable-next-line no-control-regex -- that is what colours are
  return output.replace(/\x1b\[[0-9;]*m/g, '');
}

/** Adds up Jest's summary lines ("Tests:       1 failed, 2 skipped, 40 passed, 43 total"), one a project. */
function countTests(plain) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const [, summary] of plain.matchAll(/^Tests:\s+(.*)$/gm)) {
    for (const [, number, word] of summary.matchAll(/(\d+) (passed|failed|skipped)/g)) counts[word] += Number(number);
  }
  return counts;
}

/** Jest's reports of failed tests ("  ● parseFilter › refuses ...", with what was expected), which thousands of lines may follow. */
function failureReports(plain) {
  const reports = [...plain.matchAll(/^ {2}● .*\n(?:(?: {4}.*)?\n)*/gm)].map(([report]) => report.trimEnd());
  return [...new Set(reports)];
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
  const plain = withoutColours(output);
  const { passed, failed, skipped } = countTests(plain);
  let exitStatus = status;
  if (passed + failed === 0) {
    say('no test ran');
    exitStatus = 1;
  }
  if (skipped > 0 && process.env.CI) {
    say(`${skipped} tests were skipped; here every one has to run`);
    exitStatus = 1;
  }
  if (failed > 0) process.stdout.write(`\nWhat failed:\n\n${failureReports(plain).join('\n\n')}\n\n`);
  process.stdout.write(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`);
  process.exitCode = exitStatus === 0 && failed > 0 ? 1 : exitStatus;
}

void main();
