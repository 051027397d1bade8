import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { MIXED_CAPTURE_PATH } from '../../test/support/mixed-capture';
import { writeRecord, writeSavefileHeader } from '@sockscope/capture';
import type { CapturedPacket } from '@sockscope/capture';
import { indexCapture } from './indexed-capture';
import { loadRecording } from './load-recording';

const HEADER = writeSavefileHeader({ linkType: 1 });
/** An Ethernet header, and nothing that is looked at. */
const ARP_FRAME = Uint8Array.from({ length: 60 }, (_, index) => (index === 12 ? 8 : index === 13 ? 6 : 0));

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

  test('gives the first packets of no connection, and says where there are more', async () => {
    const loose = join(folder, 'loose.pcap');
    const record = writeRecord({ timestampNs: 1_700_000_000_000_000_000n, frame: ARP_FRAME });
    const records = (count: number): Uint8Array => Buffer.concat([HEADER, ...Array<Uint8Array>(count).fill(record)]);
    writeFileSync(loose, records(50_000));
    const all = (await indexCapture(loose)).firstOfNoConnection();
    expect([all.packets.length, all.problems]).toEqual([50_000, []]);

    writeFileSync(loose, records(50_002).subarray(0, -1));
    const { packets, problems } = (await indexCapture(loose)).firstOfNoConnection();
    expect(packets).toHaveLength(50_000);
    expect(problems.map(({ text }) => text)).toEqual([
      expect.stringMatching(/: byte \d+: record ends after \d+ of \d+ bytes$/),
      `${loose}: only the first 50000 of the 50001 packets that belong to no connection are shown; ` +
        `packets --filter 'frame.number > 50000' lists the others`,
    ]);
  });

  test('says what stopped the reading, and keeps what came before', async () => {
    const cut = join(folder, 'cut.pcap');
    writeFileSync(cut, readFileSync(plain).subarray(0, -3));
    const capture = await indexCapture(cut);
    expect(capture.problems).toHaveLength(1);
    expect(capture.packetCount).toBeGreaterThan(1);
  });
});
