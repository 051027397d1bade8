// Runs the commands that have to begin fast, and writes what V8 compiled of the bundle for them. Other commands gain too: most of what
// they load is the same.
const fs = require('node:fs');
const path = require('node:path');
const { Bundle, compiledFile } = require('../../apps/sockscope/bin/bundle.cjs');

const session = path.join(__dirname, '..', '..', 'packages', 'session', 'example');
const capture = path.join(session, 'packets.pcap');
const COMMANDS = [
  ['connections', capture],
  ['connections', capture, '--json'],
  ['packets', capture],
  ['packets', capture, '--json'],
  ['show', session],
  ['show', session, '--json'],
];

async function main() {
  const bundle = new Bundle(() => undefined);
  const { runCommandLine } = bundle.main;
  for (const words of COMMANDS) {
    const status = await runCommandLine(words);
    if (status !== 0) throw new Error(`sockscope ${words.join(' ')} ended with status ${status}`);
  }
  for (const [chunk, script] of bundle.scripts) fs.writeFileSync(compiledFile(chunk), script.createCachedData());
}

void main().then(() => process.exit(0));
