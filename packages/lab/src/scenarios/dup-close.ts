import { client, server } from '../script';
import type { Scenario } from '../script';
import { CONNECTED, connected } from './openings';

export const dupClose: Scenario = {
  name: 'dup-close',
  family: 'closing',
  summary: 'close() of one of two descriptors sends nothing',
  explanation: {
    asked:
      "The client's socket has a second descriptor, by dup() (fork() makes one too). It closes both, one after " +
      'the other.',
    happened:
      'The first close() only takes a descriptor away: no packet, and the other still sends. The FIN is the ' +
      "last close()'s. A server that forks and forgets to close the connection in the parent never sends one.",
    article:
      "The article's server hands each client to a new process by fork() and exec(). Both processes then hold " +
      'the connection.',
    sources: ['close(2)', 'dup(2)', 'fork(2)'],
  },
  steps: [
    ...connected,
    client.dup('c', 'd'),
    client.close('c'),
    client.send('d', 'still open'),
    server.recv('s', 100).gives(10),
    client.close('d'),
    server.isIn('s', 'CLOSE-WAIT'),
    server.close('s'),
    server.close('l'),
  ],
  expect: `
    ${CONNECTED}
    c > P. 10   send(d)[0:10]   => recv(s)
    ? c < .     kernel ack|delayed-ack    // the data was acknowledged before the end
    c > F.      close(d)
    ? c < .     kernel ack|delayed-ack    // the first FIN was acknowledged before the second
    c < F.      close(s)
    ? c < .     kernel ack    // an acknowledgment was overtaken by the FIN
    c > .       kernel ack
    c client  FIN-WAIT-1 FIN-WAIT-2? TIME-WAIT
    c server  CLOSE-WAIT LAST-ACK CLOSED
  `,
};
