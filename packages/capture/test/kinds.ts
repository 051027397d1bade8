import { bytesOf } from './frames';
import { ethernet, ethernetWithLength, gtpU, ipv4, ipv6, join, mpls, pppoe, snap, tcp, udp, vlan } from './layers';

/** A frame made by hand. */
export interface Kind {
  readonly name: string;
  readonly linkType: number;
  readonly frame: Uint8Array;
  /** Length on the wire, where the frame is only its beginning. */
  readonly wireBytes: number;
}

const DATA = bytesOf('68656c6c6f');
const TCP4 = ipv4(6, tcp(DATA));
const UDP4 = ipv4(17, udp(DATA));
const TCP6 = ipv6(6, tcp(DATA));
const UDP6 = ipv6(17, udp(DATA));
const INNER = { source: 'c0a80001', destination: 'c0a80002' };
const INNER_TCP4 = ipv4(6, tcp(DATA), INNER);
const NO_BYTES = new Uint8Array();

const kind = (name: string, linkType: number, frame: Uint8Array, wireBytes = frame.length): Kind => ({
  name,
  linkType,
  frame,
  wireBytes,
});
const onEthernet = (name: string, etherType: number, body: Uint8Array): Kind =>
  kind(name, 1, ethernet(etherType, body));
const inIpv4 = (name: string, body: Uint8Array): Kind => onEthernet(name, 0x0800, body);
const inIpv6 = (name: string, body: Uint8Array): Kind => onEthernet(name, 0x86dd, body);
/** Only `kept` bytes of the frame were captured. */
const cut = (name: string, frame: Uint8Array, kept: number): Kind => kind(name, 1, frame.slice(0, kept), frame.length);

const links: readonly Kind[] = [
  inIpv4('Ethernet, IPv4, TCP', TCP4),
  inIpv6('Ethernet, IPv6, UDP', UDP6),
  inIpv4('Ethernet with padding', join(ipv4(6, tcp(NO_BYTES)), bytesOf('000000000000'))),
  onEthernet('VLAN', 0x8100, vlan(0x0800, TCP4)),
  onEthernet('802.1ad and 802.1Q', 0x88a8, vlan(0x8100, vlan(0x86dd, TCP6))),
  onEthernet('old QinQ', 0x9100, vlan(0x8100, vlan(0x0800, UDP4))),
  kind('802.3 with LLC and SNAP', 1, ethernetWithLength(snap(0x0800, TCP4))),
  kind('802.3 with LLC and IP', 1, ethernetWithLength(join(bytesOf('060603'), TCP4))),
  kind('802.3 with LLC and spanning tree', 1, ethernetWithLength(join(bytesOf('424203'), new Uint8Array(35)))),
  onEthernet('VLAN, then 802.3', 0x8100, vlan(8 + TCP4.length, snap(0x0800, TCP4))),
  onEthernet('ARP', 0x0806, bytesOf('0001 0800 06 04 0001 020000000001 0a000001 000000000000 0a000002')),
  onEthernet('EtherType without decoder', 0x88b5, DATA),
  onEthernet('MPLS', 0x8847, mpls([1000], TCP4)),
  onEthernet('MPLS, three labels, IPv6', 0x8848, mpls([1000, 7, 2], TCP6)),
  onEthernet('PPPoE session, IPv4', 0x8864, pppoe(0, join(bytesOf('0021'), TCP4))),
  onEthernet('PPPoE session, IPv6', 0x8864, pppoe(0, join(bytesOf('0057'), UDP6))),
  onEthernet('PPPoE session, LCP', 0x8864, pppoe(0, bytesOf('c021 09010008 12345678'))),
  onEthernet('PPPoE discovery', 0x8863, pppoe(9, bytesOf('0101 0000'))),
  kind('LINUX_SLL', 113, join(bytesOf('0000 0304 0006 0000000000000000 0800'), TCP4)),
  kind('LINUX_SLL2', 276, join(bytesOf('86dd 0000 00000001 0304 00 06 0000000000000000'), UDP6)),
  kind('LINUX_SLL with LLC', 113, join(bytesOf('0000 0001 0006 0200000000010000 0004'), bytesOf('424203 000000'))),
  kind('LINUX_SLL of netlink', 113, join(bytesOf('0004 0338 0000 0000000000000000 0000'), new Uint8Array(16))),
  kind('NULL of a little-endian host', 0, join(bytesOf('02000000'), TCP4)),
  kind('NULL of a big-endian host', 0, join(bytesOf('00000002'), UDP4)),
  kind('NULL, IPv6 of FreeBSD', 0, join(bytesOf('1c000000'), TCP6)),
  kind('NULL, IPv6 of Darwin', 0, join(bytesOf('1e000000'), TCP6)),
  kind('LOOP', 108, join(bytesOf('00000018'), TCP6)),
  kind('RAW (101)', 101, TCP4),
  kind('RAW (12)', 12, UDP6),
  kind('RAW (14)', 14, UDP4),
  kind('IPV4', 228, TCP4),
  kind('IPV6', 229, TCP6),
  kind('PPP', 9, join(bytesOf('ff03 0021'), TCP4)),
  kind('PPP without framing', 9, join(bytesOf('0057'), TCP6)),
  kind('PPP with a protocol of one byte', 9, join(bytesOf('ff03 21'), TCP4)),
  kind('PPP_HDLC', 50, join(bytesOf('ff03 0021'), UDP4)),
  kind('PPP_HDLC with MPLS', 50, join(bytesOf('ff03 0281'), mpls([16], TCP4))),
  kind('PPP_HDLC, framed by Cisco', 50, join(bytesOf('0f00 0800'), TCP4)),
  kind('PPP_ETHER', 51, pppoe(0, join(bytesOf('0021'), TCP4))),
  kind('C_HDLC', 104, join(bytesOf('0f00 0800'), UDP4)),
  kind('C_HDLC keep-alive', 104, bytesOf('8f00 8035 00000002 00000001 00000000 ffff 0000')),
];

const olderLinks: readonly Kind[] = [
  // tshark takes the last four bytes for a frame check sequence.
  onEthernet('FabricPath', 0x8903, join(bytesOf('0060'), ethernet(0x0800, INNER_TCP4), new Uint8Array(4))),
  kind('FDDI', 10, join(bytesOf('50 020000000001 020000000002'), snap(0x0800, TCP4))),
  kind('NFLOG', 239, join(bytesOf('02 00 0000 0800 0300 00000001 3100 0900'), TCP4)),
  kind('PPP, framed by Cisco', 9, join(bytesOf('0f00 0800'), TCP4)),
  onEthernet('802.1ah', 0x88e7, join(bytesOf('00000001'), ethernet(0x0800, INNER_TCP4))),
  onEthernet(
    'MACsec, integrity only',
    0x88e5,
    join(bytesOf('20 00 00000001 0200000000020001 0800'), TCP4, new Uint8Array(16)),
  ),
  onEthernet('MACsec, encrypted', 0x88e5, join(bytesOf('2c 00 00000001 0200000000020001'), new Uint8Array(64))),
  kind('frame relay', 107, join(bytesOf('1841 03 cc'), TCP4)),
  kind('frame relay, SNAP', 107, join(bytesOf('1841 03 00 80 000000 86dd'), UDP6)),
  kind('frame relay, framed by Cisco', 107, join(bytesOf('1841 0800'), UDP4)),
];

const MAC_ADDRESSES = '020000000001 020000000002 020000000003';

const wireless: readonly Kind[] = [
  kind('802.11 data', 105, join(bytesOf(`0801 0000 ${MAC_ADDRESSES} 1000`), snap(0x0800, TCP4))),
  kind('802.11 QoS data', 105, join(bytesOf(`8802 0000 ${MAC_ADDRESSES} 1000 0000`), snap(0x86dd, UDP6))),
  kind(
    '802.11, four addresses',
    105,
    join(bytesOf(`0803 0000 ${MAC_ADDRESSES} 1000 020000000004`), snap(0x0800, UDP4)),
  ),
  kind('802.11, HT control', 105, join(bytesOf(`8882 0000 ${MAC_ADDRESSES} 1000 0000 00000000`), snap(0x0800, TCP4))),
  kind('PPI', 192, join(bytesOf(`0000 0800 69000000 0801 0000 ${MAC_ADDRESSES} 1000`), snap(0x0800, TCP4))),
  kind(
    'Prism',
    119,
    join(
      bytesOf('44000000 90000000'),
      new Uint8Array(136),
      bytesOf(`0801 0000 ${MAC_ADDRESSES} 1000`),
      snap(0x0800, TCP4),
    ),
  ),
  kind(
    'AVS',
    163,
    join(
      bytesOf('80211001 00000040'),
      new Uint8Array(56),
      bytesOf(`0801 0000 ${MAC_ADDRESSES} 1000`),
      snap(0x0800, TCP4),
    ),
  ),
  kind('802.11 null function', 105, bytesOf(`4801 0000 ${MAC_ADDRESSES} 1000`)),
  kind('802.11 protected', 105, join(bytesOf(`0841 0000 ${MAC_ADDRESSES} 1000`), new Uint8Array(40))),
  kind('802.11 beacon', 105, join(bytesOf(`8000 0000 ${MAC_ADDRESSES} 1000`), new Uint8Array(12))),
  kind('802.11 acknowledgement', 105, bytesOf('d400 0000 020000000001')),
  kind('radiotap', 127, join(bytesOf(`0000 0800 00000000 0801 0000 ${MAC_ADDRESSES} 1000`), snap(0x0800, TCP4))),
  kind(
    'radiotap with timer, flags, FCS and padded header',
    127,
    join(
      bytesOf(`0000 1200 03000000 0000000000000001 30 00 8801 0000 ${MAC_ADDRESSES} 1000 0000 0000`),
      snap(0x0800, ipv4(6, tcp(DATA), { totalLengthBytes: 45 })),
      bytesOf('00000000'),
    ),
  ),
];

const OPTIONS_OF_IPV4 = bytesOf('94040000 07040400');
const HOP_BY_HOP = '00 0104 00000000';

const networks: readonly Kind[] = [
  inIpv4('IPv4 with options', ipv4(6, tcp(DATA), { optionBytes: OPTIONS_OF_IPV4 })),
  inIpv4('first fragment, UDP', ipv4(17, udp(new Uint8Array(16), 7, { lengthBytes: 1008 }), { fragment: 0x2000 })),
  inIpv4('later fragment', ipv4(17, new Uint8Array(16), { fragment: 0x2003 })),
  inIpv4('last fragment, TCP', ipv4(6, new Uint8Array(16), { fragment: 0x0003 })),
  inIpv4('total length 0', ipv4(6, tcp(DATA), { totalLengthBytes: 0 })),
  inIpv4('total length beyond the frame', ipv4(6, tcp(DATA), { totalLengthBytes: 1000 })),
  inIpv4('total length below the header', ipv4(6, tcp(DATA), { totalLengthBytes: 12 })),
  inIpv4('header length below 20', ipv4(6, tcp(DATA), { firstByte: 0x44 })),
  inIpv4('version 5', ipv4(6, tcp(DATA), { firstByte: 0x55 })),
  inIpv6('hop-by-hop, destination options', ipv6(0, join(bytesOf(`3c ${HOP_BY_HOP} 06 ${HOP_BY_HOP}`), tcp(DATA)))),
  inIpv6('first fragment of IPv6', ipv6(44, join(bytesOf('11 00 0001 00000007'), udp(DATA, 7, { lengthBytes: 99 })))),
  inIpv6('later fragment of IPv6', ipv6(44, join(bytesOf('11 00 0009 00000007'), DATA))),
  inIpv6('IPv6 without next header', ipv6(59, NO_BYTES)),
  inIpv4('AH', ipv4(51, join(bytesOf('06 04 0000 00000001 00000001'), new Uint8Array(12), tcp(DATA)))),
  inIpv6('AH of IPv6', ipv6(51, join(bytesOf('11 04 0000 00000001 00000001'), new Uint8Array(12), udp(DATA)))),
  inIpv4('ESP', ipv4(50, new Uint8Array(32))),
  inIpv4('IGMP', ipv4(2, bytesOf('16 00 0000 e0000001'))),
  inIpv4('protocol without name', ipv4(253, DATA)),
];

const tunnels: readonly Kind[] = [
  inIpv4('IPv4 in IPv4', ipv4(4, INNER_TCP4)),
  inIpv4('IPv6 in IPv4', ipv4(41, TCP6)),
  inIpv6('IPv4 in IPv6', ipv6(4, INNER_TCP4)),
  inIpv6('IPv6 in IPv6', ipv6(41, UDP6)),
  inIpv4('IPv4 in IPv6 in IPv4', ipv4(41, ipv6(4, INNER_TCP4))),
  inIpv4('Ethernet in IPv4', ipv4(97, join(bytesOf('3000'), ethernet(0x0800, INNER_TCP4)))),
  inIpv6('Ethernet in IPv6', ipv6(143, ethernet(0x0800, INNER_TCP4))),
  inIpv4('MPLS in IPv4', ipv4(137, mpls([16], INNER_TCP4))),
  inIpv6('routing header', ipv6(43, join(bytesOf('06 02 00 00 00000000 20010db8000000000000000000000003'), tcp(DATA)))),
  inIpv4('GRE', ipv4(47, join(bytesOf('0000 0800'), INNER_TCP4))),
  inIpv4('GRE, IPv6', ipv4(47, join(bytesOf('0000 86dd'), UDP6))),
  inIpv4(
    'GRE with checksum, key, sequence',
    ipv4(47, join(bytesOf('b000 0800 00000000 00000001 00000002'), INNER_TCP4)),
  ),
  inIpv4('GRE, Ethernet', ipv4(47, join(bytesOf('2000 6558 00000001'), ethernet(0x0800, INNER_TCP4)))),
  inIpv4('GRE, MPLS', ipv4(47, join(bytesOf('0000 8847'), mpls([16, 17], INNER_TCP4)))),
  inIpv4('GRE of PPTP', ipv4(47, join(bytesOf('3081 880b 0031 0001 00000001 00000002 ff03 0021'), INNER_TCP4))),
  inIpv4('GRE of PPTP, acknowledgment only', ipv4(47, bytesOf('2081 880b 0000 0001 00000002'))),
  inIpv4('ERSPAN I', ipv4(47, join(bytesOf('0000 88be'), ethernet(0x0800, INNER_TCP4)))),
  inIpv4('ERSPAN II', ipv4(47, join(bytesOf('1000 88be 00000001 1001 0001 00000000'), ethernet(0x0800, INNER_TCP4)))),
  inIpv4(
    'ERSPAN III',
    ipv4(47, join(bytesOf('1000 22eb 00000001 2001 0001 00000000 0000 0000'), ethernet(0x0800, INNER_TCP4))),
  ),
  inIpv4('VXLAN', ipv4(17, udp(join(bytesOf('08000000 00007b00'), ethernet(0x0800, INNER_TCP4)), 4789))),
  inIpv4('VXLAN, IPv6', ipv4(17, udp(join(bytesOf('08000000 00007b00'), ethernet(0x86dd, UDP6)), 4789))),
  inIpv4('Geneve', ipv4(17, udp(join(bytesOf('00006558 00007b00'), ethernet(0x0800, INNER_TCP4)), 6081))),
  inIpv4(
    'Geneve with options',
    ipv4(17, udp(join(bytesOf('0200 6558 00007b00 0102 80 01 00000001'), ethernet(0x86dd, UDP6)), 6081)),
  ),
  inIpv4(
    'Geneve with an option that is longer than the rest',
    ipv4(17, udp(join(bytesOf('0300 6558 00007b00 0101 01 01 00000001 0101 02 1f'), ethernet(0x86dd, UDP6)), 6081)),
  ),
  inIpv4('GTP-U', ipv4(17, udp(gtpU(0x30, 255, INNER_TCP4), 2152))),
  inIpv4('GTP-U with sequence', ipv4(17, udp(gtpU(0x32, 255, UDP6, bytesOf('0001 00 00')), 2152))),
  inIpv4(
    'GTP-U with extension header',
    ipv4(17, udp(gtpU(0x34, 255, INNER_TCP4, bytesOf('0000 00 85 01 10 09 00')), 2152)),
  ),
  inIpv4(
    'GTP-U with extension headers of several kinds',
    ipv4(17, udp(gtpU(0x34, 255, INNER_TCP4, bytesOf('0000 00 40 01 1388 c0 01 0102 85 02 00 49 00000000 00')), 2152)),
  ),
  inIpv4('GTP-U echo', ipv4(17, udp(gtpU(0x32, 1, NO_BYTES, bytesOf('0001 00 00')), 2152))),
  inIpv4('L2TP', ipv4(17, udp(join(bytesOf('0002 0001 0002 ff03 0021'), INNER_TCP4), 1701))),
  inIpv4(
    'L2TP with length and sequence',
    ipv4(17, udp(join(bytesOf('4802 004f 0001 0002 0000 0000 0057'), TCP6), 1701)),
  ),
  inIpv4('L2TP, control message', ipv4(17, udp(bytesOf('c802 000c 0001 0000 0000 0000'), 1701))),
  inIpv4('MPLS in UDP', ipv4(17, udp(mpls([16], INNER_TCP4), 6635))),
  inIpv4('Teredo', ipv4(17, udp(TCP6, 3544))),
  inIpv4('Teredo with origin', ipv4(17, udp(join(bytesOf('0000 63bf f5fffffe'), UDP6), 50000, { sourcePort: 3544 }))),
  inIpv4(
    'Teredo with authentication and origin',
    ipv4(17, udp(join(bytesOf('0001 00 00 0000000000000001 00 0000 63bf f5fffffe'), UDP6), 3544)),
  ),
];

const transports: readonly Kind[] = [
  inIpv4(
    'SYN with options',
    ipv4(6, tcp(NO_BYTES, { flags: 0x0c2, optionBytes: bytesOf('020405b4 0402 080a 00000064 00000000 01 030307') })),
  ),
  inIpv4('all twelve flags', ipv4(6, tcp(DATA, { flags: 0xfff }))),
  inIpv4('no flags', ipv4(6, tcp(DATA, { flags: 0 }))),
  inIpv4('data offset below 20', ipv4(6, tcp(DATA, { headerBytes: 16 }))),
  inIpv4('data offset beyond the packet', ipv4(6, tcp(DATA, { headerBytes: 60 }))),
  inIpv4('TCP header cut by its sender', ipv4(6, tcp(DATA).subarray(0, 8))),
  inIpv4('UDP length below the packet', ipv4(17, udp(DATA, 7, { lengthBytes: 10 }))),
  inIpv4('UDP length beyond the packet', ipv4(17, udp(DATA, 7, { lengthBytes: 100 }))),
  inIpv4('UDP length below 8', ipv4(17, udp(DATA, 7, { lengthBytes: 4 }))),
  inIpv4('UDP length 0', ipv4(17, udp(DATA, 7, { lengthBytes: 0 }))),
  inIpv6('UDP length 0 in IPv6', ipv6(17, udp(DATA, 7, { lengthBytes: 0 }))),
  inIpv4('SCTP', ipv4(132, bytesOf('c350 0050 00000001 00000000 0a 00 0004'))),
  inIpv4('UDP-Lite', ipv4(136, udp(DATA, 7, { lengthBytes: 8 }))),
  inIpv4('ICMP echo', ipv4(1, bytesOf('08 00 0000 0001 0002 61626364'))),
  inIpv4('ICMP of 3 bytes', ipv4(1, bytesOf('08 00 00'))),
  inIpv4('ICMP error quoting UDP', ipv4(1, join(bytesOf('03 03 0000 00000000'), UDP4))),
  inIpv4('ICMP error quoting 8 bytes of TCP', ipv4(1, join(bytesOf('0b 00 0000 00000000'), TCP4.subarray(0, 28)))),
  inIpv4('ICMP error quoting half a header', ipv4(1, join(bytesOf('03 01 0000 00000000'), TCP4.subarray(0, 10)))),
  inIpv6('ICMPv6 error', ipv6(58, join(bytesOf('01 04 0000 00000000'), UDP6))),
  inIpv6('ICMPv6 neighbor solicitation', ipv6(58, bytesOf('87 00 0000 00000000 fe800000000000000000000000000002'))),
];

const LONG = ethernet(
  0x0800,
  ipv4(6, tcp(new Uint8Array(500), { optionBytes: bytesOf('0101 080a 0000000100000002') })),
);

const cuts: readonly Kind[] = [
  cut('snapped payload', LONG, 96),
  cut('snapped TCP options', LONG, 60),
  cut('snapped TCP header after its ports', LONG, 38),
  cut('snapped TCP header in its ports', LONG, 37),
  cut('snapped IPv4 options', ethernet(0x0800, ipv4(6, tcp(DATA), { optionBytes: OPTIONS_OF_IPV4 })), 38),
  cut('snapped UDP header after its ports', ethernet(0x0800, UDP4), 38),
  cut('snapped Ethernet header', LONG, 12),
  cut('snapped VLAN tag', ethernet(0x8100, vlan(0x0800, TCP4)), 16),
  cut('snapped inner header', ethernet(0x0800, ipv4(4, INNER_TCP4)), 60),
];

/** One frame of every kind of link, network, tunnel and transport, sound and damaged. */
export const KINDS: readonly Kind[] = [
  ...links,
  ...olderLinks,
  ...wireless,
  ...networks,
  ...tunnels,
  ...transports,
  ...cuts,
];
