import { readdirSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { ConnectionSummary } from '../flow/connection';
import { fixtureNames, fixturePath } from '../../test/fixtures';
import { temporaryFiles } from '../../test/temporary-files';
import { openCapture, type Capture } from './open-capture';
import { scanConnections } from './scan-connections';

const newFile = temporaryFiles();
type GenerateCapture = (file: string, options: { sizeBytes: number; snaplen: number; concurrent: number }) => unknown;
const { generateCapture } = jest.requireActual<{ readonly generateCapture: GenerateCapture }>(
  '../../../../tools/generate/generate-capture.cjs',
);

const IN_ONE = { decidingBytes: 0, leastPackets: Infinity, mostLoad: Infinity };
const IN_TWO = { ...IN_ONE, leastPackets: 0 };

const names = [...fixtureNames, ...readdirSync(fixturePath('damaged')).map((name) => path.join('damaged', name))];

interface Found {
  readonly connections: readonly ConnectionSummary[];
  readonly packets: number;
  readonly problem: unknown;
}

async function scan(capture: Capture, threading: typeof IN_ONE, onBatch?: () => void): Promise<Found> {
  const list = await scanConnections(capture, onBatch, threading);
  return { connections: [...list.connections()], packets: capture.summary.packets, problem: capture.problem };
}

let generated = '';

beforeAll(() => {
  generated = newFile('');
  generateCapture(generated, { sizeBytes: 6_000_000, snaplen: 96, concurrent: 200 });
});

test.each(names)('scanConnections() finds the same in %s with two threads', async (name) => {
  const file = fixturePath(name);
  const expected = await scan(openCapture(file), IN_ONE);
  expect(await scan(openCapture(file), IN_TWO)).toEqual(expected);
});

test.each([0, 3_000_000])('scanConnections() finds the same with two threads after %d bytes', async (decidingBytes) => {
  const expected = await scan(openCapture(generated), IN_ONE);
  expect(expected.connections.length).toBeGreaterThan(100);
  expect(await scan(openCapture(generated), { ...IN_TWO, decidingBytes })).toEqual(expected);
});

test('scanConnections() gives what was read until it was ended, with two threads too', async () => {
  const ended = async (threading: typeof IN_ONE): Promise<Found> => {
    const controller = new AbortController();
    let batches = 0;
    return scan(openCapture(generated, { signal: controller.signal }), threading, () => {
      batches += 1;
      if (batches === 5) {
        controller.abort();
      }
    });
  };
  const expected = await ended(IN_ONE);
  expect(await ended(IN_TWO)).toEqual(expected);
  expect(expected.packets).toBeLessThan((await scan(openCapture(generated), IN_ONE)).packets);
});

test('scanConnections() does not mix a file with another one that took its name', async () => {
  const file = newFile('');
  generateCapture(file, { sizeBytes: 6_000_000, snaplen: 96, concurrent: 200 });
  const capture = openCapture(file);
  let isReplaced = false;
  const replaced = scan(capture, { ...IN_TWO, decidingBytes: 3_000_000 }, () => {
    if (!isReplaced) {
      isReplaced = true;
      renameSync(file, `${file}.old`);
      writeFileSync(file, 'another');
    }
  });
  const expected = await scan(openCapture(generated), IN_ONE);
  expect(await replaced).toEqual(expected);
});
