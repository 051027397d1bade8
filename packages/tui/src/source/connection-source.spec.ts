import { join } from 'node:path';
import { indexCapture } from '@sockscope/session';
import { connectionSource } from './connection-source';

const CAPTURE = join(__dirname, '..', '..', '..', 'capture', 'fixtures', 'tcp-port-reuse.pcap');

describe('connectionSource()', () => {
  it('lists the connections of a capture, and joins the one that is opened', async () => {
    const source = connectionSource(await indexCapture(CAPTURE));
    const { runs, timeline } = source.snapshot();
    expect(runs?.entries.map(({ name }) => name)).toEqual([
      expect.stringMatching(/^0 127\.0\.0\.1:\d+ > 127\.0\.0\.1:\d+$/),
      expect.stringMatching(/^1 127\.0\.0\.1:\d+ > 127\.0\.0\.1:\d+$/),
    ]);
    const row = { protocol: 'tcp', outcome: 'complete', close: 'three-segment', sentBytes: 6 };
    expect(runs?.entries[1]?.row).toMatchObject(row);
    expect(runs?.entries.every(({ phases }) => phases[0]?.synToSynAckNs !== null)).toBe(true);
    expect(timeline.packets).toHaveLength(runs?.entries[0]?.packets ?? 0);
    const heard = jest.fn();
    source.subscribe(heard);
    await source.openRun?.(1);
    expect(heard).toHaveBeenCalledTimes(1);
    expect(source.snapshot().runs?.current).toBe(1);
    const opened = source.snapshot();
    expect(opened.timeline.connections[0]?.connection).toMatchObject({
      captureIndex: 1,
      payloadBytes: { clientToServer: 6 },
    });
    // As in the capture: Wireshark's numbers.
    expect(opened.timeline.packets.map(({ packet }) => packet.number)).toEqual([9, 10, 11, 12, 13, 14, 15, 16]);
    expect(opened.recording.detail(9)?.layers.length).toBeGreaterThan(2);
    source.close();
  });
});
