import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import * as fc from 'fast-check';
import { temporaryPaths } from '../../test/support/temporary-folder';
import { runningSession, sessionParts, writeSession } from '../../test/support/write-session';
import { thisProcess } from '../recorder-process';
import type { Recording } from '../recording';
import { followRecording } from './follow-recording';
import { GrowingRecording } from './growing-recording';
import { loadRecording } from './load-recording';
import { SessionInput } from './session-input';

const newPath = temporaryPaths();

function facts({ session, status, packets, connections, traces, problems }: Recording): unknown {
  return { session, status, packets, connections, traces, problems };
}

function load(directory: string): Promise<Recording> {
  return loadRecording([directory], { stdin: Readable.from([]) });
}

describe('SessionInput', () => {
  test('sees, however the files grow, what loadRecording() sees in the end', async () => {
    const { 'session.json': sessionText, ...files } = sessionParts();
    const sizes = Object.values(files).map((content) => fc.array(fc.nat(content.length), { maxLength: 4 }));
    const check = async (cuts: number[][]): Promise<void> => {
      const directory = newPath();
      const recording = new GrowingRecording('run');
      recording.status = 'live';
      const input = new SessionInput(directory, recording, 'stream');
      writeSession(directory, {});
      Object.entries(files).forEach(([name, content], index) => {
        const ends = [...(cuts[index] ?? []), content.length].sort((a, b) => a - b);
        ends.forEach((end, step) => {
          appendFileSync(join(directory, name), Buffer.from(content).subarray(ends[step - 1] ?? 0, end));
          input.read();
        });
      });
      writeFileSync(join(directory, 'session.json'), sessionText);
      expect(input.read()).toBe(true);
      expect(input.read()).toBe(false);
      recording.finish();
      expect(facts(recording)).toEqual(facts(await load(directory)));
    };
    await fc.assert(fc.asyncProperty(fc.tuple(...sizes), check), { numRuns: 50 });
  }, 30_000);
});

describe('followRecording()', () => {
  test('waits for the directory, gives what is written, and ends with the recording', async () => {
    const directory = newPath();
    const parts = sessionParts();
    const calls = parts['calls/server-1.jsonl'];
    const half = Math.floor(calls.length / 2);

    const seen: string[] = [];
    const recording = await new Promise<Recording>((resolve) => {
      const follower = followRecording(directory, {
        onChange: (now) => {
          seen.push(now.status);
          if (now.status === 'live') {
            appendFileSync(join(directory, 'calls/server-1.jsonl'), calls.slice(half));
            writeFileSync(join(directory, 'session.json'), parts['session.json']);
          } else if (now.problems.length > 0 || seen.at(-2) === 'ended') {
            follower.close();
            resolve(now);
          }
        },
      });
      mkdirSync(directory);
      const begun = { ...parts, 'calls/server-1.jsonl': calls.slice(0, half) };
      writeSession(directory, {
        ...begun,
        'session.json': JSON.stringify({ ...runningSession, recorder: thisProcess() }),
      });
    });
    expect(seen[0]).toBe('live');
    expect(facts(recording)).toEqual(facts(await load(directory)));
  });

  test('says that the recorder was killed', async () => {
    const session = { ...runningSession, recorder: { pid: 1, startTicks: 2 ** 40 } };
    const directory = writeSession(newPath(), sessionParts(session));
    const status = await new Promise((resolve) => {
      const follower = followRecording(directory, {
        onChange: (recording) => {
          follower.close();
          resolve(recording.status);
        },
      });
    });
    expect(status).toBe('interrupted');
  });

  test('keeps about as many packets and calls as it may, says so, and ends with its recording all the same', async () => {
    const directory = writeSession(newPath(), sessionParts());
    const whole = await load(directory);
    const calls = whole.traces.reduce((sum, trace) => sum + trace.calls.length, 0);
    const recording = await new Promise<Recording>((resolve) => {
      followRecording(directory, {
        mostEvents: 1,
        onChange: (now) => {
          if (!now.isFull) appendFileSync(join(directory, 'packets.pcap'), 'what is not read any more');
          else resolve(now);
        },
      });
    });
    expect(recording.packets).toEqual(whole.packets);
    expect(recording.status).toBe('ended');
    expect(recording.problems.map(({ text }) => text)).toEqual([
      `${directory}: ${whole.packets.length + calls} packets and calls are shown; what comes after them is recorded, and not shown`,
    ]);
  });
});
