import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { CapturedPacket, Connection } from '../src/flow/connection';
import { TCP_FLAG } from '../src/wire/tcp-flags';
import { decodeAll, fixtureBytes, fixtureNames } from './fixtures';
import { describeWith, outputOf } from './tool';
import { wrappingFile } from './variants';

// What connections are, held against tshark's streams: packets and bytes of each direction (what `-z conv,tcp` adds up),
// tcp.completeness, and what tcp.analysis calls sent again. Where the two mean different things, the difference is what is tested;
// README.md lists it.

const GENERATOR = path.join(__dirname, '..', '..', '..', 'tools', 'generate-capture.cjs');

const FIELDS = [
  'frame.number',
  'tcp.stream',
  'frame.len',
  'tcp.srcport',
  'ip.src',
  'ipv6.src',
  'tcp.completeness',
  'tcp.analysis.retransmission',
  'tcp.analysis.out_of_order',
  'tcp.analysis.keep_alive',
  'icmp.type',
  'icmpv6.type',
] as const;

const SETTINGS = ['tcp.check_checksum:FALSE', 'ip.check_checksum:FALSE', 'tcp.desegment_tcp_streams:FALSE'];

/** Bits of tcp.completeness. */
const COMPLETENESS = { syn: 1, synAck: 2, ack: 4, data: 8, fin: 16, reset: 32 } as const;

type TsharkPacket = Readonly<Record<(typeof FIELDS)[number], string>>;

/** Segments by stream, in the order of the streams. What an ICMP error quotes is none. */
function streamsOf(file: string): TsharkPacket[][] {
  const fields = FIELDS.flatMap((field) => ['-e', field]);
  const settings = SETTINGS.flatMap((setting) => ['-o', setting]);
  // In two passes: what a stream was in the end stands at all its packets.
  const args = ['-2', '-n', '-r', file, '-T', 'fields', '-E', 'occurrence=f', ...fields, ...settings];
  const streams: TsharkPacket[][] = [];
  for (const line of outputOf('tshark', args).split('\n').slice(0, -1)) {
    const columns = line.split('\t');
    const packet = Object.fromEntries(FIELDS.map((field, at) => [field, columns[at] ?? ''])) as TsharkPacket;
    const isSegment = packet['tcp.stream'] !== '' && packet['icmp.type'] === '' && packet['icmpv6.type'] === '';
    if (isSegment) (streams[Number(packet['tcp.stream'])] ??= []).push(packet);
  }
  return streams;
}

/** Packets and frame bytes by who sent them: `10.0.0.1:80 12 packets, 3400 bytes`. */
function totals(packets: Iterable<readonly [from: string, bytes: number]>): string[] {
  const sums = new Map<string, { packets: number; bytes: number }>();
  for (const [from, bytes] of packets) {
    const known = sums.get(from) ?? { packets: 0, bytes: 0 };
    sums.set(from, { packets: known.packets + 1, bytes: known.bytes + bytes });
  }
  return [...sums].map(([from, sum]) => `${from} ${sum.packets} packets, ${sum.bytes} bytes`).sort();
}

function ourCompleteness({ handshake, close, payloadBytes }: Connection): number {
  const has = (bit: number, isThere: boolean): number => (isThere ? bit : 0);
  return (
    has(COMPLETENESS.syn, handshake.syn !== null) |
    has(COMPLETENESS.synAck, handshake.synAck !== null) |
    has(COMPLETENESS.ack, handshake.ack !== null) |
    has(COMPLETENESS.data, payloadBytes.clientToServer + payloadBytes.serverToClient > 0) |
    has(COMPLETENESS.fin, close.clientFin !== null || close.serverFin !== null) |
    has(COMPLETENESS.reset, close.reset !== null)
  );
}

/** What of a stream is read otherwise than by tshark, but for what the two mean differently. */
function disagreements(
  theirs: readonly TsharkPacket[],
  connection: Connection,
  own: readonly CapturedPacket[],
): string[] {
  const found: string[] = [];
  const completeness = Number(theirs[0]?.['tcp.completeness']);
  const ours = ourCompleteness(connection);
  // Theirs: any acknowledgment. Ours: the client's that covers the SYN-ACK.
  const differing = (ours ^ completeness) & ~(ours & COMPLETENESS.ack ? 0 : COMPLETENESS.ack);
  if (differing !== 0) found.push(`completeness ${ours}, tshark says ${completeness}`);
  for (const [at, packet] of own.entries()) {
    const they = theirs[at];
    const isAgain = they?.['tcp.analysis.retransmission'] !== '';
    const isOurs = packet.flow?.isRetransmission === true;
    if (isAgain === isOurs || packet.flow?.isCopy === true || they === undefined) continue;
    if (!mayDiffer(packet, they, isOurs, own.slice(0, at))) {
      found.push(`#${packet.number}: again ${isOurs}, tshark says ${isAgain}`);
    }
  }
  return found;
}

function mayDiffer(
  packet: CapturedPacket,
  they: TsharkPacket,
  isOurs: boolean,
  before: readonly CapturedPacket[],
): boolean {
  // Bytes that were seen before, and came out of order too: tshark says only the latter.
  if (isOurs) return they['tcp.analysis.out_of_order'] !== '';
  // Both SYNs crossed: the answer has the number of the end's own SYN, and is its first SYN-ACK.
  if (isSynAck(packet)) return !before.some((each) => isSynAck(each) && isSameWay(each, packet));
  // Bytes that others overtook were never seen before; tshark takes what comes late for sent again.
  return !before.some((each) => isSameWay(each, packet) && overlaps(each, packet));
}

function isSynAck({ tcp }: CapturedPacket): boolean {
  const synAck = TCP_FLAG.syn | TCP_FLAG.ack;
  return ((tcp?.flags ?? 0) & synAck) === synAck;
}

function isSameWay(a: CapturedPacket, b: CapturedPacket): boolean {
  return a.source === b.source && a.sourcePort === b.sourcePort;
}

/** By the raw numbers, not by what was worked out of them. */
function overlaps(a: CapturedPacket, b: CapturedPacket): boolean {
  const distance = ((b.tcp?.sequence ?? 0) - (a.tcp?.sequence ?? 0)) | 0;
  return distance < (a.payloadBytes ?? 0) && -distance < (b.payloadBytes ?? 0);
}

function isSegmentOf(connection: Connection): (packet: CapturedPacket) => boolean {
  return ({ flow, tcp }) => flow?.connection === connection.index && tcp !== null;
}

describeWith('tshark', '--version')('connections are what tshark calls streams', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'capture-streams-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  function generated(name: string, words: readonly string[]): Uint8Array {
    const file = path.join(folder, name);
    execFileSync(process.execPath, [GENERATOR, file, ...words]);
    return readFileSync(file);
  }

  const cases: [name: string, bytes: () => Uint8Array][] = [
    ...fixtureNames
      .filter((name) => name.startsWith('tcp'))
      .map((name): [string, () => Uint8Array] => [name, () => fixtureBytes(name)]),
    ['sequence numbers past 2^32', wrappingFile],
    ['generated, full frames', () => generated('full', ['--size', '3', '--seed', '1', '--concurrent', '100'])],
    ['generated, 96 bytes of each', () => generated('cut', ['--size', '1', '--seed', '3', '--snaplen', '96'])],
  ];

  test.each(cases)(
    'in %s',
    (name, bytesOf) => {
      const bytes = bytesOf();
      const file = path.join(folder, `${name.replace(/\W/g, '-')}.pcap`);
      writeFileSync(file, bytes);
      const streams = streamsOf(file);
      const { packets, connections } = decodeAll(bytes);
      const tcp = connections.filter(({ protocol }) => protocol === 'tcp');
      expect(tcp).toHaveLength(streams.length);
      for (const [stream, connection] of tcp.entries()) {
        const theirs = streams[stream] ?? [];
        const own = packets.filter(isSegmentOf(connection));
        expect(totals(own.map((packet) => [`${packet.source}:${packet.sourcePort}`, packet.wireBytes]))).toEqual(
          totals(
            theirs.map((each) => [
              `${each['ip.src'] || each['ipv6.src']}:${each['tcp.srcport']}`,
              Number(each['frame.len']),
            ]),
          ),
        );
        expect([stream, disagreements(theirs, connection, own)]).toEqual([stream, []]);
      }
    },
    60_000,
  );
});
