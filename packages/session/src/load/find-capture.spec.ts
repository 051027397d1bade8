import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { MIXED_CAPTURE_PATH } from '../../test/support/mixed-capture';
import { temporaryPaths } from '../../test/support/temporary-folder';
import { runningSession, sessionParts, writeSession } from '../../test/support/write-session';
import { thisProcess } from '../recorder-process';
import { findCapture, type FindOptions, type FoundCapture } from './find-capture';

const newPath = temporaryPaths();
const pcap = readFileSync(MIXED_CAPTURE_PATH);

function fileWith(content: string | Uint8Array): string {
  const path = newPath();
  writeFileSync(path, content);
  return path;
}

async function find(inputs: readonly string[], options: Partial<FindOptions> = {}): Promise<FoundCapture> {
  return findCapture(inputs, { stdin: Readable.from([]), ...options });
}

async function countPackets({ capture }: FoundCapture): Promise<number> {
  for await (const batch of capture?.batches() ?? []) void batch;
  return capture?.summary.packets ?? -1;
}

describe('findCapture()', () => {
  test.each([
    ['a session', (): string => writeSession(newPath(), sessionParts()), true],
    ['a file', (): string => fileWith(pcap), false],
    ['a packed file', (): string => fileWith(gzipSync(pcap)), false],
  ])('finds the capture of %s', async (_name, make, hasCalls) => {
    const found = await find([make()]);
    expect([await countPackets(found), found.hasCalls, found.problems]).toEqual([32, hasCalls, []]);
  });

  test('finds the capture that comes on standard input, between calls and what is neither', async () => {
    const calls = fileWith(sessionParts()['calls/client-2.jsonl']);
    const other = fileWith('PK\u0003\u0004 zip');
    const found = await find([calls, '-', other, fileWith(''), 'no/such/file', newPath()], {
      stdin: Readable.from([pcap]),
    });
    expect([await countPackets(found), found.hasCalls, found.file]).toEqual([32, true, 'standard input']);
    expect(found.problems.map(({ text }) => text.replace(/^.*?: /, ''))).toEqual([
      'byte 0: not a capture file: begins with 50 4b 03 04 (ZIP)',
      'empty',
      'no such file or directory (ENOENT)',
      'no such file or directory (ENOENT)',
    ]);
  });

  test('takes the first of two captures and says that one recording has one', async () => {
    const found = await find([fileWith(pcap), fileWith(pcap)]);
    expect(await countPackets(found)).toBe(32);
    expect(found.problems).toMatchObject([{ kind: 'usage' }]);
  });

  test('names the byte where a capture is damaged', async () => {
    const path = fileWith(pcap.subarray(0, pcap.length - 1));
    const found = await find([path]);
    expect(await countPackets(found)).toBe(31);
    expect(found.problems.map(({ text }) => text)).toEqual([
      expect.stringMatching(new RegExp(`^${path}: byte \\d+: record ends after \\d+ of \\d+ bytes$`)) as string,
    ]);
  });

  test('takes what a damaged small packed file gives', async () => {
    const packed = gzipSync(pcap);
    const found = await find([fileWith(Uint8Array.from(packed).fill(0, packed.length - 4))]);
    expect(await countPackets(found)).toBe(32);
    expect(found.problems.map(({ text }) => text)).toEqual([
      expect.stringMatching(/: byte \d+: gzip: incorrect length check$/) as string,
    ]);
  });

  test('follows a session until its recorder has ended, and forgives the last record of one that goes on', async () => {
    const live = { ...runningSession, recorder: thisProcess() };
    const half = pcap.length - 10;
    const directory = writeSession(newPath(), { ...sessionParts(live), 'packets.pcap': pcap.subarray(0, half) });
    const now = await find([directory]);
    expect([await countPackets(now), now.problems]).toEqual([31, []]);

    const found = await find([directory], { follow: true });
    const reading = countPackets(found);
    appendFileSync(join(directory, 'packets.pcap'), pcap.subarray(half));
    writeFileSync(join(directory, 'session.json'), sessionParts()['session.json']);
    expect([await reading, found.problems]).toEqual([32, []]);
  });
});
