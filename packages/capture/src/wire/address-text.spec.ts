import { bytesOf, viewOf } from '../../test/frames';
import { ipv4Text, ipv6Text } from './address-text';

test('ipv4Text() gives dotted decimals, 0.0.0.0 and 255.255.255.255 included', () => {
  const frame = viewOf(bytesOf('00000000 ffffffff 7f000001'));
  expect([0, 4, 8].map((offset) => ipv4Text(frame, offset))).toEqual(['0.0.0.0', '255.255.255.255', '127.0.0.1']);
});

test.each([
  ['00000000000000000000000000000000', '::'],
  ['00000000000000000000000000000001', '::1'],
  ['20010db8000000000001000000000001', '2001:db8::1:0:0:1'],
  ['20010db8000000010001000100010001', '2001:db8:0:1:1:1:1:1'],
  ['00000000000000000000ffff7f000001', '::ffff:127.0.0.1'],
  ['fe800000000000000000000000000000', 'fe80::'],
])('ipv6Text() prints %s as RFC 5952 asks', (hex, text) => {
  const frame = viewOf(bytesOf(hex));
  expect(ipv6Text(frame, 0)).toBe(text);
  expect(ipv6Text(frame, 0)).toBe(text);
});
