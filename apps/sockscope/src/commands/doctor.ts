import { AF_INET, NativeSockets, SOCK_STREAM } from '@sockscope/core';
import { exampleSessionDirectory, canCapture, findTcpdump, printable } from '@sockscope/session';
import { canRunUi } from '@sockscope/tui';
import { openWire } from '@sockscope/wire';
import { printLines } from '../output';

/** One thing that a machine has or lacks. */
interface Finding {
  readonly name: string;
  /** `ok`; `lesser`: it works, with less; `missing`: a command will fail. */
  readonly state: 'ok' | 'lesser' | 'missing';
  readonly text: string;
  /** How to mend it; empty where nothing needs to be. */
  readonly cure: string;
}

function nodeFinding(): Finding {
  return { name: 'Node', state: 'ok', text: process.version, cure: '' };
}

function platformFinding(): Finding {
  const isLinux = process.platform === 'linux';
  return {
    name: 'platform',
    state: isLinux ? 'ok' : 'missing',
    text: `${process.platform} ${process.arch}`,
    cure: isLinux ? '' : 'programs run and are recorded on Linux; recordings can be viewed anywhere',
  };
}

function socketsFinding(): Finding {
  try {
    const sockets = new NativeSockets();
    const fd = sockets.socket(AF_INET, SOCK_STREAM, 0);
    if (fd >= 0) sockets.close(fd);
    return { name: 'socket calls', state: 'ok', text: 'libc through koffi', cure: '' };
  } catch (error) {
    const text = printable(error instanceof Error ? error.message : String(error));
    return { name: 'socket calls', state: 'missing', text, cure: 'npm ci' };
  }
}

function tcpdumpFinding(): Finding {
  const path = findTcpdump();
  return path === null
    ? { name: 'tcpdump', state: 'lesser', text: 'not found: the built-in capture is used', cure: 'apt install tcpdump' }
    : { name: 'tcpdump', state: 'ok', text: path, cure: '' };
}

async function rightsFinding(): Promise<Finding> {
  const ability = await canCapture('lo');
  return ability.ok
    ? { name: 'capture rights', state: 'ok', text: `lo with ${ability.capturedWith}`, cure: '' }
    : { name: 'capture rights', state: 'missing', text: ability.failure.text, cure: '' };
}

async function wireFinding(): Promise<Finding> {
  const opened = await openWire();
  if (!opened.ok) return { name: 'wire', state: 'lesser', text: `${opened.text} (for --delay, --loss, ...)`, cure: '' };
  await opened.wire.close();
  return { name: 'wire', state: 'ok', text: 'network namespaces and TUN devices', cure: '' };
}

function terminalFinding(): Finding {
  const obstacle = canRunUi(process);
  return obstacle === null
    ? { name: 'terminal', state: 'ok', text: process.env['TERM'] ?? '', cure: '' }
    : { name: 'terminal', state: 'lesser', text: `${obstacle}: ladders are printed`, cure: '' };
}

const MARKS: Readonly<Record<Finding['state'], string>> = { ok: 'ok', lesser: '--', missing: '!!' };

function* lines(findings: readonly Finding[]): Generator<string> {
  for (const { name, state, text, cure } of findings) {
    yield `${MARKS[state]}  ${name.padEnd(15)} ${text}`;
    if (cure !== '') yield `    ${''.padEnd(15)} ${cure}`;
  }
  yield `    ${'example'.padEnd(15)} ${exampleSessionDirectory()}`;
}

/** `sockscope doctor`: status 1 where a command would fail on this machine. */
export async function doctor(): Promise<number> {
  const findings = [
    nodeFinding(),
    platformFinding(),
    socketsFinding(),
    tcpdumpFinding(),
    await rightsFinding(),
    await wireFinding(),
    terminalFinding(),
  ];
  await printLines(lines(findings));
  return findings.some(({ state }) => state === 'missing') ? 1 : 0;
}
