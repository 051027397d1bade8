import { packetLine } from '../src/output/packet-line';
import { decodeAll, fixtureBytes, fixturePath } from './fixtures';
import { describeWith, outputOf } from './tool';

// Left out: captures on `any`, whose lines tcpdump begins with interface and direction, and options cut by the snaplen.
const NAMES = [
  'tcp-v4.pcap',
  'tcp-v6.pcap',
  'udp.pcap',
  'udp-v6.pcap',
  'tcp-refused.pcap',
  'udp-refused.pcap',
  'udp-v6-refused.pcap',
  'tcp-reset.pcap',
  'tcp-keep-alive.pcap',
];

describeWith('tcpdump', '--version')('packetLine() prints what tcpdump prints', () => {
  test.each(NAMES)('for %s', (name) => {
    const args = ['-n', '-#', '-tt', '-S', '--time-stamp-precision=nano', '-r', fixturePath(name)];
    const { packets } = decodeAll(fixtureBytes(name));
    expect(packets.map(packetLine)).toEqual(outputOf('tcpdump', args).trimEnd().split('\n'));
  });
});
