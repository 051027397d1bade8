import { client, server } from '../script';
import type { Scenario } from '../script';
import { CONNECTED, connected } from './openings';

export const writeAfterClose: Scenario = {
  name: 'write-after-close',
  family: 'reset',
  summary: 'the first send() to a peer that has closed succeeds; the second fails with EPIPE',
  explanation: {
    asked: 'The server closes. The client, which does not read, goes on sending.',
    happened:
      'A FIN only says that the server sends no more, so the first send() succeeds and its segment leaves. It ' +
      'finds no socket and is answered by a RST; only then the next send() fails with EPIPE, and a program ' +
      'that does not ignore SIGPIPE is ended by it.',
    sources: ['send(2) EPIPE', 'RFC 9293 §3.10.7.1', 'signal(7) SIGPIPE'],
  },
  steps: [
    ...connected,
    server.close('s'),
    client.isIn('c', 'CLOSE-WAIT'),
    client.send('c', 'first'),
    client.send('c', 'second').fails('EPIPE'),
    client.close('c'),
    server.close('l'),
  ],
  expect: `
    ${CONNECTED}
    c < F.     close(s)
    ? c > .    kernel ack|delayed-ack       // the FIN was acknowledged before the first send()
    c > P. 5   send(c)#1[0:5]
    c < R      kernel reset-dead-socket     => send(c)#2 earlier
    c client  CLOSE-WAIT CLOSED
    c server  FIN-WAIT-1 FIN-WAIT-2 CLOSED
  `,
};
