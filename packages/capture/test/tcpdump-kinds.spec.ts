import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { packetLine } from '../src/output/packet-line';
import { decodeAll } from './fixtures';
import { bytesOf } from './frames';
import { ipv4, ipv6, join, tcp, udp } from './layers';
import { describeWith, outputOf } from './tool';
import { rawFile } from './variants';

const withOption = (hex: string) => {
  const option = bytesOf(hex);
  const padding = new Uint8Array(-option.length & 3).fill(1);
  return ipv4(6, tcp(new Uint8Array(), { flags: 0x10, optionBytes: join(option, padding) }));
};
const icmp = (typeAndCode: string) =>
  ipv4(1, join(bytesOf(`${typeAndCode} 0000 00010002`), ipv4(6, tcp(new Uint8Array()))));
const icmpv6 = (hex: string) => ipv6(58, bytesOf(hex));

const FRAMES: readonly (readonly [name: string, frame: Uint8Array])[] = [
  ['SACK blocks', withOption('0512 00000001 00000002 00000003 00000004')],
  ['echo', withOption('0606 00000001')],
  ['echo reply', withOption('0706 00000001')],
  ['connection count', withOption('0b06 00000001')],
  ['new connection count', withOption('0c06 00000001')],
  ['authentication', withOption('1d10 0102 aabbccddeeff001122334455')],
  ['fast open cookie', withOption('220a 0011223344556677')],
  ['fast open as experiment', withOption('fe0c f989 0011223344556677')],
  ['an option without name', withOption('ff04 1234')],
  ['end of options', withOption('00000000')],
  ['urgent data', ipv4(6, tcp(new Uint8Array(), { flags: 0x38, urgentPointer: 2 }))],
  ['an urgent pointer without its flag', ipv4(6, tcp(new Uint8Array(), { flags: 0x18, urgentPointer: 2 }))],
  [
    'urgent data and options',
    ipv4(6, tcp(new Uint8Array(), { flags: 0x30, urgentPointer: 65535, optionBytes: bytesOf('020405b4') })),
  ],
  ['no flags', ipv4(6, tcp(new Uint8Array(), { flags: 0 }))],
  ['net unreachable', icmp('03 00')],
  ['host unreachable', icmp('03 01')],
  ['protocol unreachable', icmp('03 02')],
  ['address mask request', icmp('11 00')],
  ['echo request of ICMPv6', icmpv6('80 00 0000 0001 0002 6162')],
  ['echo reply of ICMPv6', icmpv6('81 00 0000 0001 0002')],
  ['router solicitation', icmpv6('85 00 0000 00000000')],
  ['router advertisement', icmpv6('86 00 0000 40 00 0708 00000000 00000000')],
  ['port unreachable of ICMPv6', ipv6(58, join(bytesOf('01 04 0000 00000000'), ipv6(17, udp(bytesOf('61')))))],
];

describeWith('tcpdump', '--version')('packetLine() prints what tcpdump prints', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'capture-tcpdump-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  const bytes = rawFile(FRAMES.map(([, frame]) => frame));
  const file = path.join(folder, 'frames.pcap');
  writeFileSync(file, bytes);
  const args = ['-nn', '-#', '-tt', '-S', '--time-stamp-precision=nano', '-r', file];
  const theirs = outputOf('tcpdump', args).trimEnd().split('\n');
  const ours = decodeAll(bytes).packets.map(packetLine);

  test.each(FRAMES.map(([name], index) => [name, index] as const))('of %s', (_, index) => {
    expect(ours[index]).toBe(theirs[index]);
  });
});
