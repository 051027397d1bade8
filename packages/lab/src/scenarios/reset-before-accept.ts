import { SOL_SOCKET, SO_LINGER } from '@sockscope/core';
import { client, server } from '../script';
import type { Scenario } from '../script';
import { listening } from './openings';

export const resetBeforeAccept: Scenario = {
  name: 'reset-before-accept',
  family: 'reset',
  summary: 'a connection that was reset in the queue is accepted all the same',
  explanation: {
    asked: 'The client connects and resets the connection before the server calls accept().',
    happened:
      'Linux leaves the dead connection in the queue: accept() succeeds, and the first recv() fails with ' +
      'ECONNRESET. POSIX allows accept() to fail with ECONNABORTED, and other systems do that.',
    sources: ['accept(2)', 'RFC 9293 §3.10.7.4'],
  },
  steps: [
    ...listening,
    client.socket('c'),
    client.connect('c', 'l'),
    client.setsockopt('c', SOL_SOCKET, SO_LINGER, { lingerSeconds: 0 }),
    client.close('c'),
    server.accept('l', 's'),
    server.recv('s', 100).fails('ECONNRESET'),
    server.close('s'),
    server.close('l'),
  ],
  expect: `
    c > S    connect(c)
    c < S.   kernel handshake-answer   => connect(c)
    c > .    kernel handshake-ack      => accept(l) earlier
    c > R.   close(c)                  => recv(s) earlier
    c client  SYN-SENT ESTABLISHED CLOSED
    c server  LISTEN SYN-RECEIVED ESTABLISHED CLOSED
  `,
};
