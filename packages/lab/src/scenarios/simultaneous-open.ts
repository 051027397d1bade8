import { client, meanwhile, server, wire } from '../script';
import type { Scenario } from '../script';
import { CLOSED_AFAR } from './openings';

export const simultaneousOpen: Scenario = {
  name: 'simultaneous-open',
  family: 'opening',
  summary: 'both call connect() at once: two SYNs cross, and one connection comes of it',
  explanation: {
    asked:
      "Client and server each bind a port and connect to the other's; nobody listens. The wire holds both SYNs " +
      'until both are on their way.',
    happened:
      'Each end receives a SYN while it waits for a SYN-ACK, goes from SYN-SENT to SYN-RECEIVED and answers ' +
      'with a SYN-ACK of its own. Both connect() calls succeed, without listen() and accept(). On loopback ' +
      'this cannot happen: the first SYN is refused before the second leaves.',
    sources: ['RFC 9293 §3.5'],
  },
  needs: { wire: {} },
  steps: [
    client.socket('c'),
    client.bind('c'),
    server.socket('s'),
    server.bind('s'),
    wire.holds({ flags: 'S' }, 'SYNs'),
    meanwhile(server.connect('s', 'c')),
    server.isInside('connect'),
    meanwhile(client.connect('c', 's')),
    client.isInside('connect'),
    wire.releases('SYNs'),
    client.finished(),
    server.finished(),
    client.close('c'),
    server.isIn('s', 'CLOSE-WAIT'),
    server.close('s'),
  ],
  expect: `
    c > S    connect(c)
    c < S    connect(s) whenever
    mix {
    c > S.   kernel handshake-answer    => connect(s)
    c < S.   kernel handshake-answer    => connect(c)
    c > .    kernel handshake-ack|ack
    c < .    kernel handshake-ack|ack
    }
    c client  SYN-SENT SYN-RECEIVED ESTABLISHED
    c server  SYN-SENT SYN-RECEIVED ESTABLISHED
    ${CLOSED_AFAR}
  `,
};
