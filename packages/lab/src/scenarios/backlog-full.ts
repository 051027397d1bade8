import { client, meanwhile, server } from '../script';
import type { Scenario } from '../script';

export const backlogFull: Scenario = {
  name: 'backlog-full',
  family: 'opening',
  summary: 'a SYN finds the accept queue full: it is dropped without a word, and sent again after a second',
  explanation: {
    asked: 'listen() with a backlog of 0, and two clients. Nobody calls accept() before both have called connect().',
    happened:
      "A queue of backlog 0 holds one connection. The second SYN gets no SYN-ACK and no RST: the server's " +
      "kernel drops it, connect() sleeps, and the client's kernel repeats the SYN after a second, when " +
      'accept() has made room.',
    article:
      'The article explains the 5 of listen(5) as how many clients may wait. That the next one is not refused ' +
      'but left waiting it does not say.',
    sources: ['listen(2)', 'RFC 9293 §3.8.1', 'tcp(7) tcp_syn_retries'],
  },
  steps: [
    server.socket('l'),
    server.bind('l'),
    server.listen('l', 0),
    client.socket('c1'),
    client.connect('c1', 'l'),
    client.socket('c2'),
    meanwhile(client.connect('c2', 'l')),
    client.isIn('c2', 'SYN-SENT'),
    server.accept('l', 's1'),
    client.finished(),
    server.accept('l', 's2'),
    client.close('c1'),
    client.close('c2'),
    server.isIn('s1', 'CLOSE-WAIT'),
    server.isIn('s2', 'CLOSE-WAIT'),
    server.close('s1'),
    server.close('s2'),
    server.close('l'),
  ],
  expect: `
    c1 > S   connect(c1)
    c1 < S.  kernel handshake-answer                   => connect(c1)
    c1 > .   kernel handshake-ack                      => accept(l)#1 earlier
    c2 > S   connect(c2)
    + c2 > S  kernel syn-retransmission of connect(c2)
    c2 < S.  kernel handshake-answer                   => connect(c2)
    c2 > .   kernel handshake-ack                      => accept(l)#2
    c1 > F.  close(c1)
    ? c1 < .  kernel ack|delayed-ack
    c1 < F.  close(s1)
    ? c1 < .  kernel ack    // an acknowledgment was overtaken by the FIN
    c1 > .   kernel ack
    c2 > F.  close(c2)
    ? c2 < .  kernel ack|delayed-ack
    c2 < F.  close(s2)
    ? c2 < .  kernel ack    // an acknowledgment was overtaken by the FIN
    c2 > .   kernel ack
    c1 client  SYN-SENT ESTABLISHED FIN-WAIT-1 FIN-WAIT-2? TIME-WAIT
    c1 server  LISTEN SYN-RECEIVED ESTABLISHED CLOSE-WAIT LAST-ACK CLOSED
    c2 client  SYN-SENT ESTABLISHED FIN-WAIT-1 FIN-WAIT-2? TIME-WAIT
    c2 server  LISTEN SYN-RECEIVED ESTABLISHED CLOSE-WAIT LAST-ACK CLOSED
  `,
};
