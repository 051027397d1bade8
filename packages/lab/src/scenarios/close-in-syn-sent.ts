import { SOCK_NONBLOCK } from '@sockscope/core';
import { client, pause, server, wire } from '../script';
import type { Scenario } from '../script';
import { listening } from './openings';

export const closeInSynSent: Scenario = {
  name: 'close-in-syn-sent',
  family: 'opening',
  summary: 'close() before the SYN-ACK sends nothing; the late SYN-ACK finds nobody',
  explanation: {
    asked: 'A nonblocking connect(), and close() while the SYN-ACK is still on its way.',
    happened:
      'close() in SYN-SENT throws the socket away and sends nothing. The SYN-ACK comes to a port where nobody ' +
      "is any more, and the client's kernel answers it with a RST.",
    sources: ['RFC 9293 §3.10.4', 'close(2)'],
  },
  needs: { wire: {} },
  steps: [
    ...listening,
    wire.holds({ flags: 'S.' }, 'SYN-ACK'),
    client.socket('c', SOCK_NONBLOCK),
    client.connect('c', 'l').fails('EINPROGRESS'),
    client.close('c'),
    wire.releases('SYN-ACK'),
    pause(50),
    server.close('l'),
  ],
  expect: `
    c > S    connect(c)
    c < S.   kernel handshake-answer
    c > R    kernel reset-dead-socket
    c client  SYN-SENT CLOSED
    c server  LISTEN SYN-RECEIVED CLOSED
  `,
};
