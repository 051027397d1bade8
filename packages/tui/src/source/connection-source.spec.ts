import { join } from 'node:path';
import { indexCapture } from '@sockscope/session';
import { connectionSource } from './connection-source';

const CAPTURE = join(__dirname, '..', '..', '..', 'capture', 'fixtures', 'tcp-port-reuse.pcap');

describe('connectionSource()', () => {
  it('lists the connections of a capture, and joins the one that is opened', async () => {
    const source = connectionSource(await indexCapture(CAPTURE));
    const { runs, timeline } = source.snapshot();
    expect(runs?.entries.map(({ name }) => name)).toEqual([
      expect.stringMatching(/^0 tcp 127\.0\.0\.1:\d+ > 127\.0\.0\.1:\d+ complete, three-segment$/),
      expect.stringMatching(/^1 tcp 127\.0\.0\.1:\d+ > 127\.0\.0\.1:\d+ complete, three-segment$/),
    ]);
    expect(runs?.entries.every(({ phases }) => phases[0]?.synToSynAckNs !== null)).toBe(true);
    expect(timeline.packets).toHaveLength(runs?.entries[0]?.packets ?? 0);
    const heard = jest.fn();
    source.subscribe(heard);
    await source.openRun?.(1);
    expect(heard).toHaveBeenCalledTimes(1);
    expect(source.snapshot().runs?.current).toBe(1);
    expect(source.snapshot().timeline.connections[0]?.connection.payloadBytes.clientToServer).toBe(6);
    source.close();
  });
});
