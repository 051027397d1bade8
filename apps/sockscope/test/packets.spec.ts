import { spawn } from 'node:child_process';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { writeRecord, writeSavefileHeader } from '@sockscope/capture';
import { exampleSessionDirectory } from '@sockscope/session';
import { PROGRAM, sockscope, startSockscope, type Finished } from './support';

const folder = mkdtempSync(join(tmpdir(), 'sockscope-packets-'));
afterAll(() => rmSync(folder, { recursive: true }));

const capture = readFileSync(join(exampleSessionDirectory(), 'packets.pcap'));
const SMALL = 40;

function file(name: string, content: Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

function lineCount(text: string): number {
  return text.split('\n').length - 1;
}

/** Packets that are told by one line each: small TCP segments, no two alike. */
function manyRecords(count: number): Buffer {
  const records = Array.from({ length: count }, (_, index) => {
    const frame = Buffer.alloc(SMALL);
    frame.set([0x45, 0, 0, SMALL, 0, 0, 0, 0, 64, 6, 0, 0, 127, 0, 0, 1, 127, 0, 0, 1, 0, 80, 0, 81]);
    frame.writeUInt32BE(index, 24);
    frame[32] = 0x50;
    return writeRecord({ timestampNs: BigInt(index), frame });
  });
  return Buffer.concat([writeSavefileHeader({ linkType: 101 }), ...records]);
}

/** Runs sockscope and gives how much memory it took at most. */
async function measured(words: readonly string[]): Promise<Finished & { readonly mostBytes: number }> {
  const report = join(folder, 'memory');
  // Not what getrusage(2) says: that is at least what the process that started it took.
  const script = `process.on('exit', () => {
    const { readFileSync, writeFileSync } = require('node:fs');
    writeFileSync(${JSON.stringify(report)}, /VmHWM:\\s*(\\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1]);
  });`;
  const hook = file('measure.cjs', Buffer.from(script));
  const finished = await sockscope(words, '', { NODE_OPTIONS: `--require ${hook}` });
  return { ...finished, mostBytes: Number(readFileSync(report, 'utf8')) * 1024 };
}

describe('packets', () => {
  it('prints what comes before damage, then one line that names file, byte and reason', async () => {
    const whole = await sockscope(['packets', file('whole.pcap', capture)]);
    expect([whole.status, whole.stderr]).toEqual([0, '']);
    const lines = lineCount(whole.stdout);
    const huge = Buffer.concat([capture, Buffer.alloc(16, 0xff)]);
    const packed = gzipSync(capture);
    const cases: [string, Uint8Array, number, RegExp][] = [
      ['cut.pcap', capture.subarray(0, -1), lines - 1, /byte \d+: record ends after \d+ of \d+ bytes/],
      ['huge.pcap', huge, lines, /byte \d+: record claims 4294967295 bytes, more than 262144/],
      ['cut.gz', packed.subarray(0, -1), lines, /byte \d+: gzip: unexpected end of file/],
      ['text.pcap', Buffer.from('hello, world'), 0, /byte 0: not a capture file: begins with 68 65 6c 6c/],
      ['snoop.pcap', Buffer.from('snoop\0\0\0'), 0, /byte 0: not a capture file: begins with 73 6e 6f 6f \(snoop\)/],
      ['empty.pcap', Buffer.alloc(0), 0, /empty/],
    ];
    for (const [name, content, count, reason] of cases) {
      const path = file(name, content);
      const { status, stdout, stderr } = await sockscope(['packets', path]);
      expect([status, stdout.split('\n').slice(0, count), lineCount(stdout)]).toEqual([
        1,
        whole.stdout.split('\n').slice(0, count),
        count,
      ]);
      expect(stderr).toMatch(new RegExp(`^sockscope: ${path}: ${reason.source}\n$`));
    }
  });

  it('gives up a bomb of 600 MB early, in little memory', async () => {
    const head = gzipSync(writeSavefileHeader({ linkType: 101 }));
    const member = gzipSync(Buffer.alloc(1e6));
    const bomb = Buffer.concat([head, ...Array.from({ length: 600 }, () => member)]);
    expect(bomb.length).toBeLessThan(1e6);
    for (const command of ['packets', 'connections']) {
      const { status, stderr, mostBytes } = await measured([command, file('bomb.gz', bomb), '--json']);
      expect(status).toBe(1);
      expect(stderr).toMatch(/^sockscope: \S+: byte \d+: unpacks to more than 250 times its size, [^\n]*\n$/);
      expect(mostBytes).toBeLessThan(300e6);
    }
  });

  it('prints each packet of standard input when it comes', async () => {
    const child = spawn(process.execPath, [PROGRAM, 'packets', '-'], { stdio: ['pipe', 'pipe', 'inherit'] });
    const records = manyRecords(2);
    child.stdin.write(records.subarray(0, records.length - 10));
    const [first] = await new Promise<string[]>((resolve) =>
      child.stdout.once('data', (text: Buffer) => resolve([text.toString()])),
    );
    expect(lineCount(first ?? '')).toBe(1);
    child.stdin.end(records.subarray(records.length - 10));
    expect(await new Promise((resolve) => child.on('close', resolve))).toBe(0);
  });

  it('follows a file until a signal ends it with 128 + its number, with all printed that was written', async () => {
    const records = manyRecords(3);
    const path = file('growing.pcap', records.subarray(0, records.length - 20));
    const started = startSockscope(['packets', '--follow', path]);
    const second = new Promise<void>((resolve) => {
      let text = '';
      started.process.stdout?.on('data', (piece: string) => {
        text += piece;
        if (lineCount(text) === 2) appendFileSync(path, records.subarray(records.length - 20));
        if (lineCount(text) === 3) resolve();
      });
    });
    await second;
    started.process.kill('SIGINT');
    const { status, stdout, stderr } = await started.finished;
    expect([status, lineCount(stdout), stderr]).toEqual([130, 3, '']);
  });

  it('ends quietly with its reader', async () => {
    const child = spawn(process.execPath, [PROGRAM, 'packets', file('many.pcap', manyRecords(30_000))], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stderr = '';
    child.stderr.on('data', (text: Buffer) => (stderr += text.toString()));
    child.stdout.once('data', () => child.stdout.destroy());
    expect(await new Promise((resolve) => child.on('close', resolve))).toBe(0);
    expect(stderr).toBe('');
  });

  it('says in one line what a capture is, with --summary', async () => {
    const path = file('sum.gz', gzipSync(capture));
    const { stdout } = await sockscope(['packets', '--summary', path]);
    expect(stdout).toMatch(new RegExp(`^${path}: pcap in gzip, \\d+ packets\n$`));
    const json = await sockscope(['packets', '--summary', '--json', path]);
    expect(JSON.parse(json.stdout)).toMatchObject({
      file: path,
      format: 'pcap',
      compression: 'gzip',
      blocks: {},
      problems: {},
    });
  });
});
