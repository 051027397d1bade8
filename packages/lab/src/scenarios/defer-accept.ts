import { IPPROTO_TCP, TCP_DEFER_ACCEPT } from '@sockscope/core';
import { client, meanwhile, pause, server } from '../script';
import type { Scenario } from '../script';
import { CLOSED, closed } from './openings';

export const deferAccept: Scenario = {
  name: 'defer-accept',
  family: 'options',
  summary: 'TCP_DEFER_ACCEPT: accept() wakes on the first data, not on the handshake',
  explanation: {
    asked:
      'The server listens with TCP_DEFER_ACCEPT and waits in accept(); the client connects and sends 100 ms ' +
      'later.',
    happened:
      "connect() returns as always: for the client the handshake is complete. The server's kernel drops its " +
      'final ACK and makes no connection of it until data comes; that segment wakes accept().',
    sources: ['tcp(7) TCP_DEFER_ACCEPT'],
  },
  steps: [
    server.socket('l'),
    server.setsockopt('l', IPPROTO_TCP, TCP_DEFER_ACCEPT, 5),
    server.bind('l'),
    server.listen('l', 5),
    meanwhile(server.accept('l', 's'), server.recv('s', 100).gives(5)),
    server.isInside('accept'),
    client.socket('c'),
    client.connect('c', 'l'),
    pause(100),
    client.send('c', 'hello'),
    server.finished(),
    ...closed,
  ],
  expect: `
    c > S      connect(c)
    c < S.     kernel handshake-answer   => connect(c)
    c > .      kernel handshake-ack
    c > P. 5   send(c)[0:5]              => accept(l) in-call, recv(s)
    ? c < .    kernel ack|delayed-ack    // the data was acknowledged before the end
    c client  SYN-SENT ESTABLISHED
    c server  LISTEN SYN-RECEIVED ESTABLISHED
    ${CLOSED}
  `,
};
