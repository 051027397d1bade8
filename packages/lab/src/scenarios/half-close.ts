import { SHUT_WR } from '@sockscope/core';
import { client, server } from '../script';
import type { Scenario } from '../script';
import { CONNECTED, connected } from './openings';

export const halfClose: Scenario = {
  name: 'half-close',
  family: 'closing',
  summary: 'shutdown(SHUT_WR) ends one direction; data still flows the other way',
  explanation: {
    asked: 'The client has no more to say and calls shutdown(SHUT_WR); the server answers after that.',
    happened:
      "The FIN is shutdown()'s. It ends the client's direction only: the answer still comes, and is " +
      "acknowledged. The client's close() at the end sends nothing, because its FIN has left long ago.",
    sources: ['shutdown(2)', 'RFC 9293 §3.6'],
  },
  steps: [
    ...connected,
    client.send('c', 'question'),
    client.shutdown('c', SHUT_WR),
    server.recv('s', 100).gives(8),
    server.recv('s', 100).gives(0),
    server.send('s', 'answer'),
    client.recv('c', 100).gives(6),
    server.close('s'),
    client.recv('c', 100).gives(0),
    client.close('c'),
    server.close('l'),
  ],
  expect: `
    ${CONNECTED}
    c > P. 8   send(c)[0:8]   => recv(s)#1
    ? c < .    kernel ack|delayed-ack    // the question was acknowledged before its FIN
    c > F.     shutdown(c)    => recv(s)#2
    ? c < .    kernel ack|delayed-ack    // the FIN was acknowledged before the answer
    c < P. 6   send(s)[0:6]   => recv(c)#1
    ? c > .    kernel ack|delayed-ack    // the answer was acknowledged before the end
    c < F.     close(s)       => recv(c)#2
    c > .      kernel ack
    c client  FIN-WAIT-1 FIN-WAIT-2? TIME-WAIT
    c server  CLOSE-WAIT LAST-ACK CLOSED
  `,
};
