import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { MIXED_CAPTURE_PATH } from '../../test/support/mixed-capture';
import type { CapturedPacket } from '@sockscope/capture';
import { indexCapture } from './indexed-capture';
import { loadRecording } from './load-recording';

/** Where it stands in its connection is told by another index. */
function withoutFlow(packet: CapturedPacket | undefined): object {
  return { ...packet, flow: { ...packet?.flow, connection: null } };
}

describe('indexCapture()', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sockscope-index-'));
  const plain = MIXED_CAPTURE_PATH;
  const packed = join(folder, 'mixed.pcap.gz');
  beforeAll(() => writeFileSync(packed, gzipSync(readFileSync(plain))));
  afterAll(() => rmSync(folder, { recursive: true }));

  test.each([['a file'], ['a packed file']])('gives each connection and each packet of %s', async (what) => {
    const whole = await loadRecording([plain], { stdin: Readable.from([]) });
    const capture = await indexCapture(what === 'a file' ? plain : packed);
    expect([capture.packetCount, capture.connectionCount]).toEqual([whole.packets.length, whole.connections.length]);
    for (const { index, packets, handshake, close, payloadBytes } of whole.connections) {
      const own = capture.connection(index);
      expect(own?.connections).toMatchObject([
        { index: 0, captureIndex: index, packets, payloadBytes, handshake, close },
      ]);
      expect(own?.packets.map(withoutFlow)).toEqual(packets.map((number) => withoutFlow(whole.packets[number - 1])));
      for (const number of packets) {
        expect(own?.detail(number)).toEqual(whole.detail(number));
        expect(own?.frame(number)).toEqual(whole.frame(number));
      }
    }
    const loose = [...capture.ofNoConnection()].flatMap((recording) => recording.packets);
    expect(loose).toEqual(whole.packets.filter(({ flow }) => flow === null));
    for (const { number } of whole.packets) expect(capture.detail(number)).toEqual(whole.detail(number));
    expect([capture.connection(whole.connections.length), capture.frame(0)]).toEqual([null, null]);
  });

  test('says what stopped the reading, and keeps what came before', async () => {
    const cut = join(folder, 'cut.pcap');
    writeFileSync(cut, readFileSync(plain).subarray(0, -3));
    const capture = await indexCapture(cut);
    expect(capture.problems).toHaveLength(1);
    expect(capture.packetCount).toBeGreaterThan(1);
  });
});
