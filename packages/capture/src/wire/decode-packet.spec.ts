import { bytesOf } from '../../test/frames';
import { decodePacket } from './decode-packet';
import { LINK_TYPE } from './link-type';

const FACTS = { number: 1, timestampNs: 0n, frameOffset: 40, linkType: LINK_TYPE.ethernet };

// IP 127.0.0.1.38626 > 127.0.0.1.18345: Flags [S], seq 1, win 65495,
//   options [mss 65495,sackOK,TS val 100 ecr 0,nop,wscale 7], length 0
const SYN = bytesOf(`
  000000000000 000000000000 0800
  45 00 003c 1234 4000 40 06 0000 7f000001 7f000001
  96e2 47a9 00000001 00000000 a002 ffd7 fe30 0000
  0204ffd7 0402 080a 00000064 00000000 01 030307
`);
const ETHERNET_BYTES = 14;
const TCP_OFFSET = 34;

function decode(frame: Uint8Array, linkType: number = LINK_TYPE.ethernet, wireBytes = frame.length) {
  return decodePacket(frame, { ...FACTS, linkType, wireBytes });
}

/** A copy with some bytes replaced. */
function patched(frame: Uint8Array, at: number, ...bytes: number[]): Uint8Array {
  const copy = frame.slice();
  copy.set(bytes, at);
  return copy;
}

describe('decodePacket()', () => {
  test('reads every field of a SYN', () => {
    expect(decode(SYN)).toEqual({
      ...FACTS,
      wireBytes: 74,
      capturedBytes: 74,
      source: '127.0.0.1',
      destination: '127.0.0.1',
      ipProtocol: 6,
      protocol: 'tcp',
      sourcePort: 38626,
      destinationPort: 18345,
      tcp: {
        flags: 0x002,
        flagText: 'S',
        sequence: 1,
        acknowledgment: 0,
        windowBytes: 65495,
        options: [
          { kind: 2, name: 'mss', value: '65495' },
          { kind: 4, name: 'sack-permitted', value: '' },
          { kind: 8, name: 'timestamps', value: 'val 100 ecr 0' },
          { kind: 1, name: 'nop', value: '' },
          { kind: 3, name: 'window-scale', value: '7' },
        ],
      },
      icmp: null,
      payloadBytes: 0,
      problem: null,
    });
  });

  test.each(Array.from({ length: SYN.length }, (_, have) => have))(
    'names the layer that %i captured bytes cut',
    (have) => {
      const { problem, tcp } = decode(SYN.subarray(0, have), LINK_TYPE.ethernet, SYN.length);
      const layer = have < ETHERNET_BYTES ? 'ethernet' : have < TCP_OFFSET ? 'ipv4' : 'tcp';
      expect(problem).toMatchObject({ kind: 'truncated', layer });
      expect(tcp !== null).toBe(have >= TCP_OFFSET + 20);
    },
  );

  test.each([
    ['version', 14, 0x65, { kind: 'malformed', layer: 'ipv4', offset: 14, field: 'version', value: 6 }],
    ['header length', 14, 0x44, { kind: 'malformed', layer: 'ipv4', offset: 14, field: 'header length', value: 16 }],
    ['total length', 17, 19, { kind: 'malformed', layer: 'ipv4', offset: 16, field: 'total length', value: 19 }],
    ['data offset', 46, 0x40, { kind: 'malformed', layer: 'tcp', offset: 46, field: 'data offset', value: 16 }],
    ['option length', 55, 1, { kind: 'malformed', layer: 'tcp', offset: 55, field: 'option length', value: 1 }],
    ['protocol', 23, 132, { kind: 'unsupported', layer: 'ipv4', offset: 23, value: 132, name: 'SCTP' }],
    ['EtherType', 13, 0x06, { kind: 'unsupported', layer: 'ethernet', offset: 12, value: 0x0806, name: 'ARP' }],
    ['fragment offset', 21, 2, { kind: 'fragment', layer: 'ipv4', offset: 14, fragmentOffsetBytes: 16 }],
  ])('names what is wrong with the %s', (_, at, byte, problem) => {
    expect(decode(patched(SYN, at, byte)).problem).toMatchObject(problem);
  });

  test('names a link type without decoder, and guesses nothing', () => {
    const packet = decode(SYN, 189);
    expect(packet.source).toBeNull();
    expect(packet.problem).toMatchObject({ kind: 'unsupported', layer: 'link', value: 189, name: 'USB_LINUX' });
  });

  test('takes an IPv4 total length of 0 as the rest of the frame', () => {
    const segment = new Uint8Array([...patched(SYN, 16, 0, 0), 1, 2, 3]);
    expect(decode(segment)).toMatchObject({ payloadBytes: 3, problem: null });
    expect(decode(segment, LINK_TYPE.ethernet, 5000)).toMatchObject({ payloadBytes: 3 + 5000 - 77 });
  });

  test('does not count Ethernet padding as payload', () => {
    expect(decode(new Uint8Array([...SYN, 0, 0, 0, 0, 0, 0])).payloadBytes).toBe(0);
  });

  test('counts payload that the capture did not keep', () => {
    const longer = patched(SYN, 16, 0x01, 0x3c);
    expect(decode(longer, LINK_TYPE.ethernet, 74 + 256).payloadBytes).toBe(256);
  });

  const ip = SYN.subarray(ETHERNET_BYTES);
  test.each([
    ['VLAN', LINK_TYPE.ethernet, bytesOf('000000000000 000000000000 8100 2064 0800')],
    ['two VLAN tags', LINK_TYPE.ethernet, bytesOf('000000000000 000000000000 88a8 0001 8100 2064 0800')],
    ['LINUX_SLL', LINK_TYPE.linuxSll, bytesOf('0000 0304 0006 0000000000000000 0800')],
    ['LINUX_SLL2', LINK_TYPE.linuxSll2, bytesOf('0800 0000 00000001 0304 00 06 0000000000000000')],
    ['NULL of a little-endian host', LINK_TYPE.null, bytesOf('02000000')],
    ['NULL of a big-endian host', LINK_TYPE.null, bytesOf('00000002')],
    ['LOOP', LINK_TYPE.loop, bytesOf('00000002')],
    ['RAW', LINK_TYPE.raw, bytesOf('')],
    ['IPV4', LINK_TYPE.ipv4, bytesOf('')],
    ['IP in IP', LINK_TYPE.raw, bytesOf('45 00 0050 0000 0000 40 04 0000 0a000001 0a000002')],
  ])('finds the segment behind %s', (_, linkType, header) => {
    const packet = decode(new Uint8Array([...header, ...ip]), linkType);
    expect(packet).toMatchObject({ source: '127.0.0.1', destinationPort: 18345, payloadBytes: 0, problem: null });
  });

  test('passes IPv6 extension headers, and stops at a later fragment', () => {
    // ::1.1 > ::1.2: hop-by-hop options, destination options, fragment header, UDP with one byte
    const frame = bytesOf(`
      60000000 0021 00 40  00000000000000000000000000000001 00000000000000000000000000000001
      3c 00 0104 00000000   2c 00 0104 00000000   11 00 0001 00000007   0001 0002 0009 0000 61
    `);
    expect(decode(frame, LINK_TYPE.raw)).toMatchObject({
      source: '::1',
      protocol: 'udp',
      ipProtocol: 17,
      destinationPort: 2,
      payloadBytes: 1,
    });
    const later = decode(patched(frame, 59, 0x09), LINK_TYPE.raw);
    expect(later.problem).toEqual({ kind: 'fragment', layer: 'ipv6-extension', offset: 56, fragmentOffsetBytes: 8 });
    expect(later.protocol).toBeNull();
  });

  test('leads an ICMP error back to the datagram that it quotes', () => {
    // IP 127.0.0.1 > 127.0.0.1: ICMP 127.0.0.1 udp port 9 unreachable, length 36
    const frame = bytesOf(`
      45 00 0038 0000 0000 40 01 0000 7f000001 7f000001   03 03 0000 00000000
      45 00 0021 0000 4000 40 11 0000 7f000001 7f000001   c350 0009 000d 0000
    `);
    expect(decode(frame, LINK_TYPE.raw).icmp).toEqual({
      type: 3,
      code: 3,
      text: 'destination unreachable: port unreachable',
      quoted: { source: '127.0.0.1', destination: '127.0.0.1', ipProtocol: 17, sourcePort: 50000, destinationPort: 9 },
    });
  });
});
