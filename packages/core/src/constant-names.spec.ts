import { readFileSync } from 'node:fs';
import {
  levelName,
  messageFlagNames,
  optionName,
  pollEventNames,
  protocolName,
  statusFlagNames,
} from './constant-names';
import * as constants from './linux-constants';
import { intOption, lingerOption, optionText, timeoutOption } from './socket-option';

const { IPPROTO_IP, IPPROTO_IPV6, IPPROTO_TCP, SOL_SOCKET } = constants;

describe('names of constants', () => {
  test.each([
    [SOL_SOCKET, constants.SO_RCVBUF, 'SOL_SOCKET', 'SO_RCVBUF'],
    [SOL_SOCKET, constants.SO_KEEPALIVE, 'SOL_SOCKET', 'SO_KEEPALIVE'],
    [SOL_SOCKET, constants.SO_TIMESTAMPING, 'SOL_SOCKET', 'SO_TIMESTAMPING'],
    [SOL_SOCKET, constants.SO_ERROR, 'SOL_SOCKET', 'SO_ERROR'],
    [IPPROTO_IP, constants.IP_TTL, 'IPPROTO_IP', 'IP_TTL'],
    [IPPROTO_TCP, constants.TCP_NODELAY, 'IPPROTO_TCP', 'TCP_NODELAY'],
    [IPPROTO_TCP, constants.TCP_CORK, 'IPPROTO_TCP', 'TCP_CORK'],
    [IPPROTO_TCP, constants.TCP_KEEPIDLE, 'IPPROTO_TCP', 'TCP_KEEPIDLE'],
    [IPPROTO_TCP, constants.TCP_DEFER_ACCEPT, 'IPPROTO_TCP', 'TCP_DEFER_ACCEPT'],
    [IPPROTO_TCP, constants.TCP_USER_TIMEOUT, 'IPPROTO_TCP', 'TCP_USER_TIMEOUT'],
    [IPPROTO_IP, constants.IP_RECVERR, 'IPPROTO_IP', 'IP_RECVERR'],
    [IPPROTO_IPV6, constants.IPV6_V6ONLY, 'IPPROTO_IPV6', 'IPV6_V6ONLY'],
    [IPPROTO_TCP, 255, 'IPPROTO_TCP', '255'],
    [99, 1, '99', '1'],
  ])('an option %i, %i is %s, %s', (level, option, levelText, text) => {
    expect([levelName(level), optionName(level, option)]).toEqual([levelText, text]);
  });

  test('flags are named lowest bit first, and bits without a name stay in hexadecimal', () => {
    expect(messageFlagNames(0)).toEqual([]);
    expect(messageFlagNames(constants.MSG_MORE | constants.MSG_PEEK)).toEqual(['MSG_PEEK', 'MSG_MORE']);
    expect(messageFlagNames(constants.MSG_FASTOPEN | 0x200000)).toEqual(['MSG_FASTOPEN', '0x200000']);
    expect(pollEventNames(0x2005)).toEqual(['POLLIN', 'POLLOUT', 'POLLRDHUP']);
    expect(statusFlagNames(0o4002)).toEqual(['O_RDWR', 'O_NONBLOCK']);
    expect([protocolName(0), protocolName(6), protocolName(200)]).toEqual(['0', 'IPPROTO_TCP', '200']);
  });
});

test.each([
  [IPPROTO_TCP, constants.TCP_NODELAY, intOption(1), '1'],
  [SOL_SOCKET, constants.SO_RCVTIMEO, timeoutOption(1500), '{tv_sec=1, tv_usec=500000}'],
  [SOL_SOCKET, constants.SO_LINGER, lingerOption(0), '{l_onoff=1, l_linger=0}'],
  [SOL_SOCKET, constants.SO_ERROR, intOption(111), 'ECONNREFUSED'],
  [SOL_SOCKET, constants.SO_ERROR, intOption(0), '0'],
  [SOL_SOCKET, constants.SO_TIMESTAMPING, intOption(0), '0'],
  [SOL_SOCKET, constants.SO_TIMESTAMPING, intOption(0x90), 'SOF_TIMESTAMPING_SOFTWARE|SOF_TIMESTAMPING_OPT_ID'],
  [IPPROTO_TCP, constants.TCP_CONGESTION, new TextEncoder().encode('cubic\0\0'), '"cubic"'],
  [IPPROTO_TCP, constants.TCP_CONGESTION, Uint8Array.of(0x1b, 0x41), '"?A"'],
  [
    IPPROTO_TCP,
    constants.TCP_INFO,
    Uint8Array.of(1, 0, 3, 0, 0, 0),
    '{tcpi_state=TCP_ESTABLISHED, tcpi_retransmits=3}',
  ],
  [IPPROTO_TCP, constants.TCP_FASTOPEN_KEY, Uint8Array.of(1, 2, 255), '0x0102ff'],
])('optionText(%i, %i) says what strace says', (level, option, value, text) => {
  expect(optionText(level, option, value)).toBe(text);
});

describe('constants are those of the C headers', () => {
  const HEADERS = ['linux/tcp.h', 'linux/in.h', 'linux/in6.h', 'asm-generic/socket.h', 'asm-generic/poll.h'];
  const text = HEADERS.map((header) => {
    try {
      return readFileSync(`/usr/include/${header}`, 'utf8');
    } catch {
      console.warn(`SKIPPED: /usr/include/${header} is missing`);
      return '';
    }
  }).join('\n');
  const defined = new Map(
    [...text.matchAll(/^#\s*define\s+([A-Z0-9_]+)\s+(0x[0-9a-fA-F]+|\d+)\b/gm)].map(([, name, value]) => [
      name,
      Number(value),
    ]),
  );
  const known = Object.entries(constants).filter(([name]) => defined.has(name));
  (known.length > 0 ? test : test.skip)('by name and value', () => {
    expect(Object.fromEntries(known)).toEqual(Object.fromEntries(known.map(([name]) => [name, defined.get(name)])));
  });
});
