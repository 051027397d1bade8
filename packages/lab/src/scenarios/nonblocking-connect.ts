import { POLLOUT, SO_ERROR, SOCK_NONBLOCK, SOL_SOCKET } from '@sockscope/core';
import { client, server } from '../script';
import type { Scenario } from '../script';
import { CLOSED, closed, listening } from './openings';

export const nonblockingConnect: Scenario = {
  name: 'nonblocking-connect',
  family: 'opening',
  summary: 'connect() = EINPROGRESS sends the SYN all the same; poll() tells when the handshake is over',
  explanation: {
    asked:
      'connect() on a nonblocking socket, then poll() for POLLOUT and getsockopt(SO_ERROR), as connect(2) advises.',
    happened:
      'The SYN leaves inside of connect(), which does not wait for the answer and fails with EINPROGRESS. On loopback the answer ' +
      'comes before it has even returned: SYN, SYN-ACK and ACK all lie inside of a call that says "in progress".',
    sources: ['connect(2) EINPROGRESS', 'RFC 9293 §3.5'],
  },
  steps: [
    ...listening,
    client.socket('c', SOCK_NONBLOCK),
    client.connect('c', 'l').fails('EINPROGRESS'),
    client.poll('c', POLLOUT, 5000).gives(1),
    client.getsockopt('c', SOL_SOCKET, SO_ERROR).gives(0),
    server.accept('l', 's'),
    ...closed,
  ],
  expect: `
    c > S    connect(c)
    c < S.   kernel handshake-answer   => poll(c) earlier
    c > .    kernel handshake-ack      => accept(l)
    c client  SYN-SENT ESTABLISHED
    c server  LISTEN SYN-RECEIVED ESTABLISHED
    ${CLOSED}
  `,
};
