import { client, server } from '../script';
import type { Scenario } from '../script';

export const refused: Scenario = {
  name: 'refused',
  family: 'opening',
  summary: 'a SYN to a port where nobody listens is answered by a RST: ECONNREFUSED',
  explanation: {
    asked: 'The server binds a port and never calls listen(); the client connects to it.',
    happened:
      "bind() alone makes nobody reachable: the server's kernel answers the SYN with a RST, and connect() fails with ECONNREFUSED. " +
      'No program sent that RST.',
    sources: ['connect(2) ECONNREFUSED', 'RFC 9293 §3.5.2'],
  },
  steps: [
    server.socket('s'),
    server.bind('s'),
    client.socket('c'),
    client.connect('c', 's').fails('ECONNREFUSED'),
    client.close('c'),
    server.close('s'),
  ],
  expect: `
    c > S    connect(c)
    c < R.   kernel refused-no-listener   => connect(c)
    c client  SYN-SENT CLOSED
  `,
};
