import { Readable } from 'node:stream';
import { exampleSessionDirectory } from './example-session';
import { loadRecording } from './load/load-recording';

describe('exampleSessionDirectory()', () => {
  test('holds a whole recording of the demo', async () => {
    const recording = await loadRecording([exampleSessionDirectory()], { stdin: Readable.from([]) });
    expect(recording.problems).toEqual([]);
    expect([recording.name, recording.status]).toEqual(['example', 'ended']);
    expect(recording.session?.end).toMatchObject({ how: 'completed', packetsDropped: 0 });
    expect(recording.packets.length).toBe(recording.session?.end?.packetsCaptured);
    expect(recording.connections.map(({ handshake }) => handshake.outcome)).toEqual(['complete', 'complete']);
    expect(recording.traces.map(({ process, exit }) => [process.role, exit?.status])).toEqual([
      ['client', 0],
      ['server', 0],
    ]);
    const sent = recording.traces[1]?.calls.find(({ call }) => call === 'send');
    expect(Buffer.from(sent?.data ?? []).toString('utf8')).toBe('你好，TCP客户端！\n');
  });
});
