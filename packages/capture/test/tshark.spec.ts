import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { CapturedPacket } from '../src/flow/connection';
import { timestampText } from '../src/output/timestamp-text';
import { decodeAll, fixtureBytes, fixtureNames } from './fixtures';
import { describeWith, outputOf } from './tool';
import { rewritten, wrappingFile } from './variants';

const FIELDS = [
  'frame.number',
  'frame.time_epoch',
  'frame.len',
  'frame.cap_len',
  'ip.src',
  'ip.dst',
  'ipv6.src',
  'ipv6.dst',
  'tcp.srcport',
  'tcp.dstport',
  'udp.srcport',
  'udp.dstport',
  'tcp.flags',
  'tcp.seq_raw',
  'tcp.ack_raw',
  'tcp.len',
  'tcp.stream',
];

// What would make tshark join packets, drop packets or renumber: only what each packet says by itself is compared.
const SETTINGS = [
  'tcp.relative_sequence_numbers:FALSE',
  'tcp.desegment_tcp_streams:FALSE',
  'ip.defragment:FALSE',
  'ipv6.defragment:FALSE',
  'tcp.check_checksum:FALSE',
  'ip.check_checksum:FALSE',
];

/** One line of FIELDS a packet; of fields that occur twice, as in a quote, the first. */
function tsharkLines(file: string): string[] {
  const args = ['-n', '-r', file, '-T', 'fields', '-E', 'occurrence=f', ...FIELDS.flatMap((field) => ['-e', field])];
  return outputOf('tshark', [...args, ...SETTINGS.flatMap((setting) => ['-o', setting])])
    .split('\n')
    .filter((line) => line !== '');
}

function ourLine(packet: CapturedPacket, tcpStreams: ReadonlyMap<number, number>): string {
  const { tcp, flow } = packet;
  const isIpv6 = packet.source?.includes(':') === true;
  // tshark prints the ports that an ICMP error quotes as if they were the packet's own.
  const ports = packet.icmp?.quoted ?? packet;
  const isUdp = packet.protocol === 'udp' || packet.icmp?.quoted?.ipProtocol === 17;
  const tcpPorts = tcp === null ? ['', ''] : [ports.sourcePort, ports.destinationPort];
  return [
    packet.number,
    timestampText(packet.timestampNs ?? 0n),
    packet.wireBytes,
    packet.capturedBytes,
    ...(isIpv6 ? ['', '', packet.source, packet.destination] : [packet.source, packet.destination, '', '']),
    ...tcpPorts,
    ...(isUdp ? [ports.sourcePort, ports.destinationPort] : ['', '']),
    ...(tcp === null
      ? ['', '', '', '', '']
      : [
          `0x${tcp.flags.toString(16).padStart(4, '0')}`,
          tcp.sequence,
          tcp.acknowledgment,
          packet.payloadBytes,
          tcpStreams.get(flow?.connection ?? -1),
        ]),
  ].join('\t');
}

function ourLines(bytes: Uint8Array): string[] {
  const { packets, connections } = decodeAll(bytes);
  // tshark numbers TCP and UDP conversations apart.
  const tcp = connections.filter(({ protocol }) => protocol === 'tcp');
  const streams = new Map(tcp.map(({ index }, stream) => [index, stream]));
  return packets.map((packet) => ourLine(packet, streams));
}

describeWith('tshark', '--version')('decodePacket() reads what tshark reads', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'capture-tshark-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  const cases: [name: string, bytes: Uint8Array][] = [
    ...fixtureNames.map((name): [string, Uint8Array] => [name, fixtureBytes(name)]),
    ['tcp-v4.pcap, big-endian', rewritten('tcp-v4.pcap', { littleEndian: false })],
    ['tcp-v6.pcap, big-endian microseconds', rewritten('tcp-v6.pcap', { littleEndian: false, fractionNs: 1000 })],
    ['sequence numbers past 2^32', wrappingFile()],
  ];
  test.each(cases)(
    'in %s',
    (name, bytes) => {
      const file = path.join(folder, name.replace(/\W/g, '-'));
      writeFileSync(file, bytes);
      const lines = ourLines(bytes);
      expect(lines.length).toBeGreaterThan(1);
      expect(lines).toEqual(tsharkLines(file));
    },
    30_000,
  );
});
