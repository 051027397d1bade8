import fc from 'fast-check';
import { ipv6Text, parseIpv6 } from './ip-address';
import { AF_PACKET } from './linux-constants';
import { decodeEndpoint, Sockaddr } from './sockaddr';
import { failureText, socketFailure } from './socket-failure';
import { lingerOption, optionText, timeoutOption } from './socket-option';
import { messageFlagNames, typeName } from './constant-names';

test('Sockaddr gives back the endpoint it was made of', () => {
  const address = fc.oneof(
    fc.ipV4(),
    fc.ipV6().map((text) => ipv6Text(parseIpv6(text) ?? new Uint8Array(16))),
  );
  fc.assert(
    fc.property(fc.record({ address, port: fc.nat(65535) }), (endpoint) => {
      expect(Sockaddr.of(endpoint)?.endpoint).toEqual(endpoint);
    }),
  );
});

test.each([
  ['2001:db8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
  ['2001:DB8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
  ['0:0:0:0:0:0:0:0', '::'],
  ['::ffff:1.2.3.4', '::ffff:1.2.3.4'],
  ['1::', '1::'],
])('ipv6Text() writes %s as RFC 5952 does: %s', (text, canonical) => {
  expect(ipv6Text(parseIpv6(text) ?? new Uint8Array())).toBe(canonical);
});

test('Sockaddr.of() refuses what is no address, and keeps a zone', () => {
  for (const address of ['localhost', '1.2.3', '::1::', '', '1.2.3.4%lo', '::1%nosuch0']) {
    expect(Sockaddr.of({ address, port: 1 })).toBeNull();
  }
  for (const address of ['fe80::1%2', 'fe80::1%256', 'fe80::1%70000']) {
    expect(Sockaddr.of({ address, port: 1 })?.endpoint?.address).toBe(address);
  }
  expect(() => Sockaddr.of({ address: '::1', port: 65536 })).toThrow(RangeError);
});

test('decodeEndpoint() gives null for cut and foreign addresses, and never throws', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 32 }), (bytes) => void decodeEndpoint(bytes, bytes.length)));
  const whole = Sockaddr.of({ address: '127.0.0.1', port: 80 });
  for (let length = 0; length < 16; length++) {
    expect(decodeEndpoint(whole?.bytes ?? new Uint8Array(), length)).toBeNull();
  }
  expect(Sockaddr.ofInterface(1, 3)).toMatchObject({ family: AF_PACKET, endpoint: null });
});

test('failureText() writes a failure as strace does', () => {
  expect(failureText(socketFailure('bind', [3, '127.0.0.1:8888'], -98))).toBe(
    'bind(3, 127.0.0.1:8888) = -1 EADDRINUSE (Address already in use)',
  );
  expect(() => socketFailure('close', [3], 0)).toThrow(RangeError);
});

test('optionText() and the names show values as strace does', () => {
  expect(optionText(1, 20, timeoutOption(1500))).toBe('{tv_sec=1, tv_usec=500000}');
  expect(optionText(1, 13, lingerOption(0))).toBe('{l_onoff=1, l_linger=0}');
  expect(optionText(6, 99, Uint8Array.of(1, 2))).toBe('0x0102');
  expect(messageFlagNames(0x42 | 0x8000000)).toEqual(['MSG_PEEK', 'MSG_DONTWAIT', '0x8000000']);
  expect(typeName(1 | 0o4000)).toBe('SOCK_STREAM|SOCK_NONBLOCK');
});
