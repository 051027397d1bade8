import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import type { SessionFile } from './recording';
import { parseSessionFile, writeSessionFile } from './session-file';

const running: SessionFile = {
  version: 1,
  toolVersion: '0.1.0',
  start: '1795387000.123000000',
  host: 'box',
  kernel: 'Linux 6.18',
  interface: 'lo',
  filter: 'port 8888 or icmp or icmp6',
  capturedWith: 'tcpdump version 4.99.3',
  command: ['sockscope', 'demo'],
};

const session: SessionFile = {
  ...running,
  recorder: { pid: 4711, startTicks: 99 },
  end: { time: '1795387001.000000000', how: 'completed', packetsCaptured: 10, packetsDropped: null },
};

describe('writeSessionFile()', () => {
  test('writes what parseSessionFile() reads, and leaves no temporary file', () => {
    const folder = mkdtempSync(join(tmpdir(), 'sockscope-test-'));
    const path = join(folder, 'session.json');
    writeSessionFile(path, { ...session, toolVersion: 'older' });
    writeSessionFile(path, session);
    expect(parseSessionFile(readFileSync(path, 'utf8'))).toEqual({ ok: true, session });
    expect(readdirSync(folder)).toEqual(['session.json']);
    rmSync(folder, { recursive: true });
  });
});

describe('parseSessionFile()', () => {
  test('reads a session that has not ended', () => {
    expect(parseSessionFile(JSON.stringify(running))).toEqual({ ok: true, session: running });
  });

  test.each([
    ['', 'not JSON'],
    ['[]', 'not a JSON object'],
    ['{"version":2}', 'version is not 1, the only one that is known here'],
    ['{"version":1,"start":"yesterday"}', '"start" is not a time (seconds.nnnnnnnnn)'],
  ])('refuses %j in words', (text, words) => {
    expect(parseSessionFile(text)).toEqual({ ok: false, text: words });
  });

  test('lets no control character through and drops values of the wrong type', () => {
    const hostile = {
      ...session,
      host: 'a\u001b[2Jb',
      command: ['x\u0007', 7],
      recorder: { pid: '1' },
      end: { time: 5 },
    };
    const parsed = parseSessionFile(JSON.stringify(hostile));
    expect(parsed).toEqual({ ok: true, session: { ...running, host: 'a [2Jb', command: ['x'] } });
  });

  test('never throws, whatever JSON it is given', () => {
    fc.assert(fc.property(fc.json(), (text) => void parseSessionFile(text)));
  });
});
