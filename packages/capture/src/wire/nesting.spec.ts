import { bytesOf } from '../../test/frames';
import { ethernet, ipv4, ipv6, join, tcp } from '../../test/layers';
import { decodePacket } from './decode-packet';
import { describePacket } from './describe-packet';
import { LINK_TYPE } from './link-type';

const DEPTH = 20_000;
const SEGMENT = ipv4(6, tcp(bytesOf('61')));

function repeated(header: Uint8Array): Uint8Array {
  return join(...Array.from({ length: DEPTH }, () => header));
}

/** The extension header that announces the segment's IPv4 header. */
const LAST = bytesOf('04 00 0104 00000000');
const ipv4Header = ipv4(4, new Uint8Array(), { totalLengthBytes: 0 });

// Each frame holds a segment behind as many headers of one kind as fit, which no call stack would hold.
test.each([
  ['VLAN tags', ethernet(0x8100, join(repeated(bytesOf('0001 8100')), bytesOf('0001 0800'), SEGMENT))],
  ['MPLS labels', ethernet(0x8847, join(repeated(bytesOf('00010040')), bytesOf('00010140'), SEGMENT))],
  ['IPv4 headers', ethernet(0x0800, join(repeated(ipv4Header), SEGMENT))],
  [
    'IPv6 extension headers',
    ethernet(0x86dd, ipv6(0, join(repeated(bytesOf('00 00 0104 00000000')), LAST, SEGMENT), 0)),
  ],
])('a frame of 20,000 nested %s is decoded and described', (_, frame) => {
  const about = { number: 1, timestampNs: 0n, frameOffset: 0, linkType: LINK_TYPE.ethernet, wireBytes: frame.length };
  const packet = decodePacket(frame, about);
  const { layers } = describePacket(frame, LINK_TYPE.ethernet);
  expect(packet).toMatchObject({ source: '10.0.0.1', destinationPort: 80, payloadBytes: 1, problem: null });
  expect(layers.length).toBeGreaterThan(DEPTH);
});
