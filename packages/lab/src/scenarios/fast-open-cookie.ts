import { IPPROTO_TCP, MSG_FASTOPEN, TCP_FASTOPEN } from '@sockscope/core';
import { client, server } from '../script';
import type { Scenario } from '../script';

export const fastOpenCookie: Scenario = {
  name: 'fast-open-cookie',
  family: 'options',
  summary: 'with a cookie the SYN carries the data: the server has it a round trip earlier',
  explanation: {
    asked: 'The same sendto(MSG_FASTOPEN) twice, to the same server.',
    happened:
      'The first time brings a cookie. The second SYN carries it and the 10 bytes: the SYN-ACK acknowledges ' +
      'them, and the server can read them before the handshake is over. The bytes count from the one after the ' +
      'SYN, as always.',
    sources: ['RFC 7413 §3', 'send(2) MSG_FASTOPEN', 'tcp(7) tcp_fastopen'],
  },
  needs: { settings: { 'net.ipv4.tcp_fastopen': '3' } },
  steps: [
    server.socket('l'),
    server.setsockopt('l', IPPROTO_TCP, TCP_FASTOPEN, 5),
    server.bind('l'),
    server.listen('l', 5),
    client.socket('c1'),
    client.sendto('c1', 'first time', 'l', MSG_FASTOPEN),
    server.accept('l', 's1'),
    server.recv('s1', 100).gives(10),
    client.close('c1'),
    server.recv('s1', 100).gives(0),
    server.close('s1'),
    client.socket('c2'),
    client.sendto('c2', 'next time!', 'l', MSG_FASTOPEN),
    server.accept('l', 's2'),
    server.recv('s2', 100).gives(10),
    client.close('c2'),
    server.recv('s2', 100).gives(0),
    server.close('s2'),
    server.close('l'),
  ],
  expect: `
    c1 > S     sendto(c1)
    c1 < S.    kernel handshake-answer   => sendto(c1)
    c1 > P. 10  sendto(c1)[0:10]          => accept(l)#1, recv(s1)#1
    ? c1 < .   kernel ack|delayed-ack
    c1 > F.    close(c1)                 => recv(s1)#2
    ? c1 < .   kernel ack|delayed-ack
    c1 < F.    close(s1)
    ? c1 < .   kernel ack    // an acknowledgment was overtaken by the FIN
    c1 > .     kernel ack
    c2 > S 10  sendto(c2)[0:10] + sendto(c2)          => recv(s2)#1
    c2 < S.    kernel handshake-answer
    c2 > .     kernel handshake-ack      => accept(l)#2
    c2 > F.    close(c2)                 => recv(s2)#2
    ? c2 < .   kernel ack|delayed-ack
    c2 < F.    close(s2)
    ? c2 < .   kernel ack    // an acknowledgment was overtaken by the FIN
    c2 > .     kernel ack
    c1 client  SYN-SENT ESTABLISHED FIN-WAIT-1 FIN-WAIT-2? TIME-WAIT
    c1 server  LISTEN SYN-RECEIVED ESTABLISHED CLOSE-WAIT LAST-ACK CLOSED
    c2 client  SYN-SENT ESTABLISHED FIN-WAIT-1 FIN-WAIT-2? TIME-WAIT
    c2 server  LISTEN SYN-RECEIVED ESTABLISHED CLOSE-WAIT LAST-ACK CLOSED
  `,
};
