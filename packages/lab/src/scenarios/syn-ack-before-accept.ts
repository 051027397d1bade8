import { client, pause, server } from '../script';
import type { Scenario } from '../script';
import { CLOSED, closed, listening } from './openings';

export const synAckBeforeAccept: Scenario = {
  name: 'syn-ack-before-accept',
  family: 'opening',
  summary: 'the handshake is complete, and data acknowledged, long before accept() is called',
  explanation: {
    asked: 'The server listens and is then busy for 100 ms. Meanwhile the client connects and sends 6 bytes.',
    happened:
      'The kernel answers the SYN on behalf of listen(), keeps the connection in the accept queue, and acknowledges its data too. ' +
      'accept() only takes out what is complete: the packet that it needed came before the call.',
    article:
      'The article says: the server receives the SYN, calls accept(), and accept() sends the SYN-ACK. It does not.',
    sources: ['listen(2)', 'accept(2)', 'RFC 9293 §3.5'],
  },
  steps: [
    ...listening,
    client.socket('c'),
    client.connect('c', 'l'),
    client.send('c', 'hello\n'),
    pause(100),
    server.accept('l', 's'),
    server.recv('s', 100).gives(6),
    ...closed,
  ],
  expect: `
    c > S      connect(c)
    c < S.     kernel handshake-answer   => connect(c)
    c > .      kernel handshake-ack      => accept(l) earlier
    c > P. 6   send(c)[0:6]              => recv(s) earlier
    c < .      kernel ack
    c client  SYN-SENT ESTABLISHED
    c server  LISTEN SYN-RECEIVED ESTABLISHED
    ${CLOSED}
  `,
};
