import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { MIXED_CAPTURE_PATH, mixedPackets } from '../../test/support/mixed-capture';
import { temporaryPaths } from '../../test/support/temporary-folder';
import { endedSession, runningSession, sessionParts, trace, writeSession } from '../../test/support/write-session';
import type { Recording } from '../recording';
import { thisProcess } from '../recorder-process';
import { loadRecording } from './load-recording';
import { mostEventsInMemory } from './most-events';

const newPath = temporaryPaths();
const noInput = Readable.from([]);
const pcap = readFileSync(MIXED_CAPTURE_PATH);

function load(...inputs: readonly string[]): Promise<Recording> {
  return loadRecording(inputs, { stdin: noInput });
}

function fileWith(content: string | Uint8Array): string {
  const path = newPath();
  writeFileSync(path, content);
  return path;
}

function problemTexts({ problems }: Recording): readonly string[] {
  return problems.map(({ text }) => text);
}

describe('loadRecording() of a session directory', () => {
  test('gives packets, connections, traces and how it ended', async () => {
    const recording = await load(writeSession(newPath(), sessionParts()));
    expect(recording.problems).toEqual([]);
    expect(recording.status).toBe('ended');
    expect(recording.session).toEqual(endedSession);
    expect(recording.packets).toEqual(mixedPackets());
    expect(recording.connections.length).toBe(6);
    expect(recording.traces.map(({ process }) => process.name)).toEqual(['client-2', 'server-1']);
    expect(recording.traces[0]?.calls.map(({ call }) => call)).toEqual(['socket', 'connect', 'close']);
  });

  test('gives the bytes and the fields of any packet, read again from the file', async () => {
    const directory = writeSession(newPath(), sessionParts());
    const recording = await load(directory);
    const packet = recording.packets[3];
    const at = packet?.frameOffset ?? 0;
    expect(Buffer.from(recording.frame(4) ?? [])).toEqual(pcap.subarray(at, at + (packet?.capturedBytes ?? 0)));
    expect(recording.detail(4)?.layers.length).toBeGreaterThan(2);
    expect([recording.frame(0), recording.frame(33), recording.detail(-1)]).toEqual([null, null, null]);
  });

  test('gives no bytes of a packet whose file has been cut since', async () => {
    const directory = writeSession(newPath(), sessionParts());
    const recording = await load(directory);
    writeFileSync(join(directory, 'packets.pcap'), '');
    expect([recording.frame(1), recording.detail(1)]).toEqual([null, null]);
  });

  test('is interrupted where the recorder is gone, live where it runs', async () => {
    const gone = writeSession(
      newPath(),
      sessionParts({ ...runningSession, recorder: { pid: 1, startTicks: 2 ** 40 } }),
    );
    const alive = writeSession(newPath(), sessionParts({ ...runningSession, recorder: thisProcess() }));
    expect([(await load(gone)).status, (await load(alive)).status]).toEqual(['interrupted', 'live']);
  });

  test('reads what is there where session.json is missing or damaged', async () => {
    const parts = sessionParts();
    const without = await load(writeSession(newPath(), { ...parts, 'session.json': null }));
    const damaged = await load(writeSession(newPath(), { ...parts, 'session.json': '{"version":1,' }));
    for (const recording of [without, damaged]) {
      expect([recording.packets.length, recording.traces.length, recording.session]).toEqual([32, 2, null]);
      expect(recording.status).toBe('interrupted');
    }
    expect(problemTexts(without)[0]).toMatch(/has no session\.json: its recorder was killed as it began$/);
    expect(problemTexts(damaged)[0]).toMatch(/session\.json: not JSON$/);
  });

  test.each([
    ['a pipe that nobody writes', (path: string) => execFileSync('mkfifo', [path])],
    ['a device without an end', (path: string) => symlinkSync('/dev/zero', path)],
  ])('reads what is there where session.json is %s', async (_what, make) => {
    const directory = writeSession(newPath(), sessionParts());
    rmSync(join(directory, 'session.json'));
    make(join(directory, 'session.json'));
    const recording = await load(directory);
    expect(problemTexts(recording)).toEqual([`${directory}/session.json: not a regular file`]);
    expect(recording.packets).toEqual(mixedPackets());
  });

  test('reads a session of calls alone', async () => {
    const recording = await load(writeSession(newPath(), { ...sessionParts(), 'packets.pcap': null }));
    expect([recording.packets.length, recording.traces.length, recording.problems.length]).toEqual([0, 2, 0]);
  });

  test('keeps every whole packet and call wherever its files are cut', async () => {
    const parts = sessionParts();
    const calls = parts['calls/client-2.jsonl'];
    const cuts = fc.tuple(fc.nat(pcap.length), fc.nat(calls.length));
    const check = async ([packetBytes, callBytes]: [number, number]): Promise<void> => {
      const cut = { 'packets.pcap': pcap.subarray(0, packetBytes), 'calls/client-2.jsonl': calls.slice(0, callBytes) };
      const recording = await load(writeSession(newPath(), { ...parts, ...cut }));
      const whole = mixedPackets().filter((packet) => packet.frameOffset + packet.capturedBytes <= packetBytes);
      const lines = calls.slice(0, callBytes).split('\n').slice(1, -1);
      expect(recording.packets.length).toBe(whole.length);
      expect(recording.traces[0]?.calls.length).toBeGreaterThanOrEqual(Math.min(lines.length, 3));
      expect(recording.problems.every(({ text }) => text.includes(`: byte `))).toBe(true);
    };
    await fc.assert(fc.asyncProperty(cuts, check), { numRuns: 50 });
  });
});

describe('loadRecording() of files', () => {
  test('tells a capture, a trace and gzip by content, not by name', async () => {
    const recording = await load(fileWith(gzipSync(pcap)), fileWith(trace('server', 1, ['socket'])));
    expect(recording.problems).toEqual([]);
    expect([recording.packets.length, recording.traces.length, recording.status]).toEqual([32, 1, 'ended']);
    expect(recording.frame(32)?.length).toBe(recording.packets[31]?.capturedBytes);
  });

  test('reads standard input, and its frames again', async () => {
    const pieces = Array.from({ length: Math.ceil(pcap.length / 7) }, (_, index) =>
      pcap.subarray(index * 7, index * 7 + 7),
    );
    const recording = await loadRecording(['-'], { stdin: Readable.from(pieces) });
    expect([recording.name, recording.packets.length]).toEqual(['standard input', 32]);
    expect(recording.packets).toEqual(mixedPackets());
    expect(recording.frame(1)?.length).toBe(recording.packets[0]?.capturedBytes);
  });

  test('gives processes of one name different names', async () => {
    const one = trace('server', 1, ['socket']);
    const recording = await load(fileWith(one), fileWith(one), fileWith(one));
    const names = recording.traces.map(({ process }) => process.name);
    expect(names).toEqual(['server-1', 'server-1-2', 'server-1-3']);
  });

  test('keeps the first of two captures and says that one recording has one', async () => {
    const recording = await load(MIXED_CAPTURE_PATH, fileWith(pcap));
    expect(recording.packets.length).toBe(32);
    expect(recording.problems).toMatchObject([{ kind: 'usage' }]);
    expect(problemTexts(recording)[0]).toMatch(/a second capture beside .*mixed\.pcap: one recording has one/);
  });

  test('names file, byte and what was found, one line each, and reads the rest', async () => {
    const folder = newPath();
    mkdirSync(folder);
    const recording = await load(
      'no/such/file',
      folder,
      fileWith(''),
      fileWith('PK\u0003\u0004 zip'),
      fileWith(JSON.stringify(endedSession)),
      fileWith(gzipSync(gzipSync(pcap))),
      MIXED_CAPTURE_PATH,
    );
    expect(recording.packets.length).toBe(32);
    const texts = [
      /^no\/such\/file: no such file or directory \(ENOENT\)$/,
      /: a directory without a session: it has none of session\.json, packets\.pcap, calls$/,
      /: empty$/,
      /: byte 0: not a capture file: begins with 50 4b 03 04 \(ZIP\); nor is it a trace of calls$/,
      /: the description of a session; give its directory instead$/,
      /\(unpacked\): byte 0: not a capture file: begins with 1f 8b 08 00 \(gzip\); nor is it a trace of calls$/,
    ];
    expect(problemTexts(recording)).toEqual(texts.map((text) => expect.stringMatching(text) as string));
  });

  test('keeps what a damaged gzip file gave before the damage', async () => {
    const packed = gzipSync(pcap);
    const recording = await load(fileWith(packed.subarray(0, packed.length - 200)));
    expect(recording.packets.length).toBeGreaterThan(10);
    expect(problemTexts(recording)).toEqual([expect.stringMatching(/: byte \d+: gzip: unexpected end of file$/)]);
  });

  test('never throws and prints no control character, whatever a file holds', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 200 }),
        fc.constantFrom('', '\u001f\u008b', '{"kind":"call"'),
        async (bytes, head) => {
          const recording = await load(fileWith(Buffer.concat([Buffer.from(head, 'latin1'), bytes])));
          expect(recording.packets).toEqual([]);
          expect(problemTexts(recording).join('')).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('loadRecording() of more than memory has room for', () => {
  const records = pcap.subarray(24);
  const long = Buffer.concat([pcap, ...Array<Uint8Array>(Math.ceil(2 ** 21 / records.length)).fill(records)]);

  test.each([
    ['a capture, and a trace behind it', (): string[] => [fileWith(long), fileWith(trace('server', 1, ['socket']))]],
    ['a packed capture', (): string[] => [fileWith(gzipSync(long))]],
    ['a session', (): string[] => [writeSession(newPath(), sessionParts())]],
  ])('gives what there is room for of %s, and says that there is more', async (_what, inputs) => {
    const recording = await loadRecording(inputs(), { mostEvents: 5 });
    const { packets, connections } = recording;
    expect(packets.length).toBeGreaterThanOrEqual(5);
    expect(packets.length).toBeLessThan((long.length / records.length / 2) * 32 + 32);
    expect(packets.slice(0, 5)).toEqual(mixedPackets().slice(0, 5));
    expect(connections.length).toBeGreaterThan(0);
    expect(problemTexts(recording)).toEqual([
      expect.stringMatching(/: \d+ packets and calls are shown; what comes after them is recorded, and not shown$/),
    ]);
  });

  test('has room for hundreds of thousands in the memory that Node has by default', () => {
    expect(mostEventsInMemory()).toBeGreaterThan(300_000);
  });
});
