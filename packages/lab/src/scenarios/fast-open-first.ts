import { IPPROTO_TCP, MSG_FASTOPEN, TCP_FASTOPEN } from '@sockscope/core';
import { client, server } from '../script';
import type { Scenario } from '../script';
import { CLOSED, closed } from './openings';

export const fastOpenFirst: Scenario = {
  name: 'fast-open-first',
  family: 'options',
  summary: 'sendto(MSG_FASTOPEN) for the first time: connects, asks for a cookie, then sends',
  explanation: {
    asked: 'sendto() with MSG_FASTOPEN on a socket that is not connected: no connect() call at all.',
    happened:
      'The client has no cookie of this server yet. So the SYN only asks for one, the SYN-ACK brings it, and ' +
      'the 10 bytes follow as usual: SYN, ACK and data all belong to one sendto().',
    sources: ['RFC 7413 §3', 'send(2) MSG_FASTOPEN', 'tcp(7) tcp_fastopen'],
  },
  needs: { settings: { 'net.ipv4.tcp_fastopen': '3' } },
  steps: [
    server.socket('l'),
    server.setsockopt('l', IPPROTO_TCP, TCP_FASTOPEN, 5),
    server.bind('l'),
    server.listen('l', 5),
    client.socket('c'),
    client.sendto('c', 'first time', 'l', MSG_FASTOPEN),
    server.accept('l', 's'),
    server.recv('s', 100).gives(10),
    ...closed,
  ],
  expect: `
    c > S     sendto(c)
    c < S.    kernel handshake-answer   => sendto(c)
    c > P. 10  sendto(c)[0:10]           => accept(l), recv(s)
    ? c < .    kernel ack|delayed-ack    // the data was acknowledged before the end
    c client  SYN-SENT ESTABLISHED
    c server  LISTEN SYN-RECEIVED ESTABLISHED
    ${CLOSED}
  `,
};
