import { client } from '../script';
import type { Scenario } from '../script';

export const selfConnect: Scenario = {
  name: 'self-connect',
  family: 'opening',
  summary: 'a socket that connects to its own port talks to itself',
  explanation: {
    asked: 'One socket, bound to a port, calls connect() with that same port. Nobody listens.',
    happened:
      'Its SYN comes back to itself, which TCP takes for the SYN of a simultaneous open: the SYN-ACK that ' +
      'answers has the same sequence number, and connect() succeeds. What the socket sends it receives itself.',
    sources: ['RFC 9293 §3.5', 'connect(2)'],
  },
  steps: [
    client.socket('c'),
    client.bind('c'),
    client.connect('c', 'c'),
    client.send('c', 'echo'),
    client.recv('c', 100).gives(4),
    client.close('c'),
  ],
  expect: `
    c > S      connect(c)
    c < S.     kernel handshake-answer   => connect(c)
    c > .      kernel handshake-ack
    c > P. 4   send(c)[0:4]              => recv(c) earlier
    ? c > .    kernel ack|delayed-ack    // the data was acknowledged before the end
    c > F.     close(c)
    c > .      kernel ack
    c client  SYN-SENT SYN-RECEIVED ESTABLISHED FIN-WAIT-1 CLOSING TIME-WAIT
  `,
};
