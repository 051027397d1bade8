import {
  CaptureDecoder,
  CaptureIndex,
  connectionLine,
  describePacket,
  FlowScanner,
  LINK_TYPE,
  openCapture,
  packetLine,
  PcapParserReader,
  readCaptureFile,
} from '../src/index';
import { fixtureBytes, fixturePath } from './fixtures';

// The examples of README.md, on a recorded capture.
test('README: a file as lines of text', async () => {
  const { packets, connections, problem } = await readCaptureFile(fixturePath('udp-refused.pcap'));
  expect(packets.map(packetLine)[1]).toMatch(/: ICMP 127\.0\.0\.1 udp port \d+ unreachable, length 41$/);
  const lines = connections.map(connectionLine);
  expect(lines[0]).toMatch(/^0 udp .*: 2 packets in \d[\d.]*us, 5 bytes > 0 bytes <$/);
  expect(problem).toBeNull();
});

test('README: packets as they are read', async () => {
  const capture = openCapture(fixturePath('tcp-v4.pcap'));
  const lines: string[] = [];
  for await (const packet of capture.packets()) {
    lines.push(packetLine(packet));
    for (const { name, value } of capture.decode(packet).layers) {
      lines.push(`  ${name}: ${value}`);
    }
  }
  expect(lines[0]).toMatch(/^ *1 .* IP 127\.0\.0\.1\.\d+ > 127\.0\.0\.1\.\d+: Flags \[S\]/);
  expect(lines[2]).toMatch(/^ {2}Internet Protocol/);
  expect([capture.problem, capture.summary.packets]).toEqual([null, 10]);
});

test('README: connections', async () => {
  const lines: string[] = [];
  for (const { client, server, handshake } of await openCapture(fixturePath('tcp-v4.pcap')).connections()) {
    lines.push(`${client.address}:${client.port} > ${server.address}:${server.port} ${handshake.outcome}`);
  }
  expect(lines).toEqual([expect.stringMatching(/^127\.0\.0\.1:\d+ > 127\.0\.0\.1:\d+ complete$/)]);
});

test('README: a file that grows', async () => {
  const controller = new AbortController();
  const { signal } = controller;
  let count = 0;
  for await (const packet of openCapture(fixturePath('tcp-v4.pcap'), { follow: true, signal }).packets()) {
    count = packet.number;
    if (count === 10) {
      controller.abort();
    }
  }
  expect(count).toBe(10);
});

test('README: records as columns', async () => {
  let wireBytes = 0;
  for await (const batch of openCapture(fixturePath('tcp-v4.pcap')).batches()) {
    for (let index = 0; index < batch.count; index++) {
      wireBytes += batch.wireBytes[index] ?? 0;
    }
  }
  const { packets } = await readCaptureFile(fixturePath('tcp-v4.pcap'));
  expect(wireBytes).toBe(packets.reduce((sum, packet) => sum + packet.wireBytes, 0));
});

test('README: the connections of a capture of any size', async () => {
  const scanner = new FlowScanner();
  for await (const batch of openCapture(fixturePath('tcp-port-reuse.pcap')).batches()) {
    scanner.addBatch(batch);
  }
  const { connections } = await readCaptureFile(fixturePath('tcp-port-reuse.pcap'));
  expect([...scanner.connections()].map(connectionLine)).toEqual(connections.map(connectionLine));
});

test('README: bytes as they arrive', () => {
  const decoder = new CaptureDecoder(new PcapParserReader());
  const flags: (string | undefined)[] = [];
  for (const byte of fixtureBytes('tcp-refused.pcap')) {
    flags.push(...decoder.push(Uint8Array.of(byte)).map(({ tcp }) => tcp?.flagText));
  }
  decoder.end();
  expect(flags).toEqual(['S', 'R.']);
  expect(decoder.problem).toBeNull();
  expect(decoder.connections).toHaveLength(1);
});

test('README: one packet as a tree of fields', async () => {
  const file = fixtureBytes('tcp-v6.pcap');
  const [packet] = (await readCaptureFile(fixturePath('tcp-v6.pcap'))).packets;
  const { frameOffset = 0, capturedBytes = 0 } = packet ?? {};
  const { layers } = describePacket(file.subarray(frameOffset, frameOffset + capturedBytes), LINK_TYPE.ethernet);
  expect(layers[1]?.value).toBe('::1 > ::1');
});

test('README: an index of a capture', async () => {
  const index = new CaptureIndex();
  for await (const batch of openCapture(fixturePath('tcp-port-reuse.pcap')).batches()) index.addBatch(batch);
  const numbers = index.packetsOf(1);
  expect(index.packet(numbers[0] ?? 0)).toMatchObject({ number: numbers[0], linkType: LINK_TYPE.ethernet });
});
