import { client, server, wire } from '../script';
import type { Scenario } from '../script';
import { CLOSED_AFAR, closed, listening } from './openings';

export const lostSynAck: Scenario = {
  name: 'lost-syn-ack',
  family: 'opening',
  summary: 'the SYN-ACK is lost: whichever end is first repeats what it sent',
  explanation: {
    asked: 'An ordinary connect(); the wire loses the first SYN-ACK.',
    happened:
      "The client cannot tell a lost SYN from a lost SYN-ACK and repeats its SYN after a second. The server's " +
      'kernel answers that again, or repeats its SYN-ACK by its own clock, whichever comes first. connect() ' +
      'only takes a second longer.',
    sources: ['RFC 9293 §3.8.1', 'tcp(7) tcp_synack_retries'],
  },
  needs: { wire: {} },
  steps: [
    ...listening,
    wire.loses({ flags: 'S.' }),
    client.socket('c'),
    client.connect('c', 'l'),
    server.accept('l', 's'),
    ...closed,
  ],
  expect: `
    c > S     connect(c)
    * c > S   kernel syn-retransmission of connect(c)   // the client's kernel repeated its SYN before the SYN-ACK was repeated
    c < S.    kernel handshake-answer   => connect(c)
    c > .     kernel handshake-ack      => accept(l)
    ? c < S.  kernel syn-ack-retransmission     // the server's kernel repeated its SYN-ACK by its own clock too
    ? c > .   kernel ack|duplicate-ack
    c client  SYN-SENT ESTABLISHED
    c server  LISTEN SYN-RECEIVED ESTABLISHED
    ${CLOSED_AFAR}
  `,
};
