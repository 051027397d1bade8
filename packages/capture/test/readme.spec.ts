import {
  CaptureDecoder,
  connectionLine,
  describePacket,
  LINK_TYPE,
  packetLine,
  PcapParserReader,
  readCaptureFile,
} from '../src/index';
import { fixtureBytes, fixturePath } from './fixtures';

// The examples of README.md, on a recorded capture.
test('README: a file as lines of text', async () => {
  const { packets, connections, problem } = await readCaptureFile(fixturePath('udp-refused.pcap'));
  expect(packets.map(packetLine)[1]).toMatch(/: ICMP 127\.0\.0\.1 udp port \d+ unreachable, length 41$/);
  const lines = connections.map((connection) => connectionLine(connection, packets));
  expect(lines[0]).toMatch(/^0 udp .*: 2 packets in \d[\d.]*us, 5 bytes > 0 bytes <$/);
  expect(problem).toBeNull();
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
