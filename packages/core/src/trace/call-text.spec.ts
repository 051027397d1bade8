import { callHead, callResult, callText } from './call-text';
import { errnoName, errnoNumber, errnoText } from './errno';
import type { TracedCall } from './traced-call';

const v4 = { address: '127.0.0.1', port: 8888 };

function call(fields: Partial<TracedCall> & Pick<TracedCall, 'call'>): TracedCall {
  return {
    sequence: 1,
    thread: 1,
    fd: 3,
    arguments: {},
    enterNs: 1n,
    returnNs: 2n,
    result: 0,
    errno: null,
    local: null,
    peer: null,
    data: null,
    ...fields,
  };
}

const polled = { fd: 3, events: ['POLLIN'], returnedEvents: ['POLLIN'] };

describe('callText() writes', () => {
  it.each<[string, Partial<TracedCall> & Pick<TracedCall, 'call'>]>([
    [
      'socket(AF_INET, SOCK_STREAM, 0) = 3',
      { call: 'socket', fd: null, arguments: { domain: 'AF_INET', type: 'SOCK_STREAM', protocol: '0' }, result: 3 },
    ],
    ['bind(3, 127.0.0.1:8888) = 0', { call: 'bind', arguments: { address: v4 } }],
    [
      'bind(3, 127.0.0.1:8888) = -1 EADDRINUSE (Address already in use)',
      { call: 'bind', arguments: { address: v4 }, result: -1, errno: 'EADDRINUSE' },
    ],
    ['listen(3, 5) = 0', { call: 'listen', arguments: { backlog: 5 } }],
    ['accept(3) = 4', { call: 'accept', result: 4, peer: v4 }],
    ['accept(3 <unfinished ...>', { call: 'accept', result: null, returnNs: null }],
    [
      'connect(3, [::1]:9) = -1 ECONNREFUSED (Connection refused)',
      { call: 'connect', arguments: { address: { address: '::1', port: 9 } }, result: -1, errno: 'ECONNREFUSED' },
    ],
    ['send(3, 24) = 24', { call: 'send', arguments: { lengthBytes: 24, flags: [] }, result: 24 }],
    [
      'send(3, 24, MSG_DONTWAIT) = 24',
      { call: 'send', arguments: { lengthBytes: 24, flags: ['MSG_DONTWAIT'] }, result: 24 },
    ],
    ['recv(4, 255) = 0', { call: 'recv', fd: 4, arguments: { lengthBytes: 255 } }],
    ['sendto(3, 6, 127.0.0.1:8888) = 6', { call: 'sendto', arguments: { lengthBytes: 6, address: v4 }, result: 6 }],
    ['recvfrom(3, 255) = 6', { call: 'recvfrom', arguments: { lengthBytes: 255 }, result: 6, peer: v4 }],
    ['sendmsg(3, 6) = 6', { call: 'sendmsg', arguments: { lengthBytes: 6, flags: [] }, result: 6 }],
    [
      'sendmsg(3, 6, MSG_MORE|MSG_NOSIGNAL, 127.0.0.1:8888) = 6',
      {
        call: 'sendmsg',
        arguments: { lengthBytes: 6, flags: ['MSG_MORE', 'MSG_NOSIGNAL'], address: v4 },
        result: 6,
      },
    ],
    ['recvmsg(3, 9) = 9', { call: 'recvmsg', arguments: { lengthBytes: 9, returnedFlags: [] }, result: 9 }],
    [
      'recvmsg(3, 9) = 9 (MSG_TRUNC)',
      { call: 'recvmsg', arguments: { lengthBytes: 9, returnedFlags: ['MSG_TRUNC'] }, result: 9 },
    ],
    [
      'recvmsg(3, 0, MSG_ERRQUEUE) = 0 (MSG_ERRQUEUE, {SCM_TSTAMP_ACK, ee_data=5, 1795388570.663671979})',
      {
        call: 'recvmsg',
        arguments: {
          lengthBytes: 0,
          flags: ['MSG_ERRQUEUE'],
          returnedFlags: ['MSG_ERRQUEUE'],
          queuedError: {
            ...{ errno: 'ENOMSG', origin: 'SO_EE_ORIGIN_TIMESTAMPING', type: 0, code: 0, info: 2, data: 5 },
            timeNs: 1_795_388_570_663_671_979n,
          },
        },
      },
    ],
    ['dup(3) = 4', { call: 'dup', result: 4 }],
    ['dup2(3, 9) = 9', { call: 'dup2', arguments: { newFd: 9 }, result: 9 }],
    [
      'fcntl(3, F_GETFL) = 2050 (flags O_RDWR|O_NONBLOCK)',
      { call: 'fcntl', arguments: { command: 'F_GETFL', flags: ['O_RDWR', 'O_NONBLOCK'] }, result: 0o4002 },
    ],
    [
      'fcntl(3, F_SETFL, O_RDWR|O_NONBLOCK) = 0',
      { call: 'fcntl', arguments: { command: 'F_SETFL', flags: ['O_RDWR', 'O_NONBLOCK'] } },
    ],
    [
      'fcntl(3, F_GETFL <unfinished ...>',
      { call: 'fcntl', arguments: { command: 'F_GETFL' }, returnNs: null, result: null },
    ],
    ['shutdown(3, SHUT_WR) = 0', { call: 'shutdown', arguments: { how: 'SHUT_WR' } }],
    ['close(3) = 0', { call: 'close' }],
    ['close(?) = 0', { call: 'close', fd: null }],
    ['connect(?, ?) = ?', { call: 'connect', fd: null, result: null }],
    [
      'setsockopt(3, SOL_SOCKET, SO_REUSEADDR, 1) = 0',
      { call: 'setsockopt', arguments: { level: 'SOL_SOCKET', option: 'SO_REUSEADDR', value: '1' } },
    ],
    [
      'getsockopt(3, SOL_SOCKET, SO_ERROR, [0]) = 0',
      { call: 'getsockopt', arguments: { level: 'SOL_SOCKET', option: 'SO_ERROR', value: '0' } },
    ],
    ['getsockname(3) = 0 (127.0.0.1:8888)', { call: 'getsockname', local: v4 }],
    ['getpeername(3) = 0 (127.0.0.1:8888)', { call: 'getpeername', peer: v4 }],
    [
      'poll([{fd=3, events=POLLIN}], 1000) = 1 ([{fd=3, revents=POLLIN}])',
      { call: 'poll', fd: null, arguments: { timeoutMs: 1000, descriptors: [polled] }, result: 1 },
    ],
    [
      'poll([{fd=3, events=POLLIN|POLLOUT}], 0) = 0 (Timeout)',
      {
        call: 'poll',
        fd: null,
        arguments: { timeoutMs: 0, descriptors: [{ fd: 3, events: ['POLLIN', 'POLLOUT'], returnedEvents: [] }] },
      },
    ],
    [
      'poll([{fd=3, events=POLLIN}], -1 <unfinished ...>',
      {
        call: 'poll',
        fd: null,
        arguments: { timeoutMs: -1, descriptors: [{ ...polled, returnedEvents: [] }] },
        result: null,
        returnNs: null,
      },
    ],
  ])('%s', (text, fields) => {
    expect(callText(call(fields))).toBe(text);
  });
});

test('callHead() and callResult() are the two parts of callText()', () => {
  const connect = call({ call: 'connect', arguments: { address: v4 } });
  expect(callHead(connect)).toBe('connect(3, 127.0.0.1:8888)');
  expect(callResult(connect)).toBe('= 0');
  expect(callResult(call({ call: 'accept', returnNs: null, result: null }))).toBe('<unfinished ...>');
});

test('errnoName(), errnoNumber() and errnoText() agree, and name what they do not know by its number', () => {
  expect(errnoName(111)).toBe('ECONNREFUSED');
  expect(errnoNumber('ECONNREFUSED')).toBe(111);
  expect(errnoText('ECONNREFUSED')).toBe('Connection refused');
  expect(errnoName(4095)).toBe('E4095');
  expect(errnoText('E4095')).toBe('Unknown error');
  expect(errnoNumber('E4095')).toBeNull();
});
