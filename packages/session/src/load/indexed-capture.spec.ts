import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { MIXED_CAPTURE_PATH } from '../../test/support/mixed-capture';
import { indexCapture } from './indexed-capture';
import { loadRecording } from './load-recording';

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
      expect(own?.connections).toMatchObject([{ index: 0, payloadBytes, close: { kind: close.kind } }]);
      expect(own?.connections[0]?.handshake.outcome).toBe(handshake.outcome);
      expect(own?.packets.map(({ frameOffset }) => frameOffset)).toEqual(
        packets.map((number) => whole.packets[number - 1]?.frameOffset),
      );
      expect(own?.detail(1)).toEqual(whole.detail(packets[0] ?? 0));
    }
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
