import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jsonLines, sockscope } from './support';

/** One connection as the generator wrote it down. */
interface Truth {
  readonly client: string;
  readonly server: string;
  readonly protocol: string;
  readonly handshake: string;
  readonly close: string;
  readonly synRetransmissions: number;
  readonly synAckRetransmissions: number;
  readonly packets: object;
  readonly payloadBytes: object;
}

interface ConnectionLine extends Omit<Truth, 'handshake' | 'close'> {
  readonly connection: number;
  readonly handshake: { outcome: string; synRetransmissions: number; synAckRetransmissions: number };
  readonly close: { kind: string };
}

const GENERATOR = join(__dirname, '..', '..', '..', 'tools', 'generate-capture.cjs');

function truthOf({ client, server, protocol, handshake, close, packets, payloadBytes }: ConnectionLine): Truth {
  const { outcome, synRetransmissions, synAckRetransmissions } = handshake;
  const counts = { synRetransmissions, synAckRetransmissions, packets, payloadBytes };
  return { client, server, protocol, handshake: outcome, close: close.kind, ...counts };
}

describe('sockscope connections', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sockscope-generated-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  // The small one is joined, the others are scanned, and the last one is cut off in its headers.
  it.each([
    ['2 MB', ['--size', '2']],
    ['18 MB, full frames', ['--size', '18', '--seed', '2']],
    ['18 MB, 96 bytes of each frame', ['--size', '18', '--seed', '3', '--snaplen', '96']],
  ])(
    'finds in a generated capture what was put there: %s',
    async (_, options) => {
      const file = join(folder, 'generated.pcap');
      execFileSync(process.execPath, [GENERATOR, file, ...options]);
      const truth = JSON.parse(readFileSync(`${file}.truth.json`, 'utf8')) as { connections: Truth[] };
      const { stdout, stderr, status } = await sockscope(['connections', file, '--json']);
      const found = jsonLines<ConnectionLine>(stdout);
      expect([stderr, status]).toEqual(['', 0]);
      expect(found.map(({ connection }) => connection)).toEqual(found.map((__, index) => index));
      expect(found.map(truthOf)).toEqual(truth.connections);
    },
    120_000,
  );
});
