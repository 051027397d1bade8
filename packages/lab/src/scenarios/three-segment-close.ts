import { IPPROTO_TCP, TCP_QUICKACK } from '@sockscope/core';
import { client, meanwhile, server } from '../script';
import type { Scenario } from '../script';
import { CONNECTED, connected } from './openings';

export const threeSegmentClose: Scenario = {
  name: 'three-segment-close',
  family: 'closing',
  summary: 'FIN, FIN, ACK: the server closes at once, and its FIN acknowledges the first',
  explanation: {
    asked: 'After three bytes the client closes; the server closes as soon as recv() = 0 tells it.',
    happened:
      "The server's FIN leaves before its kernel has sent the delayed acknowledgment, and carries it: three " +
      'segments. Nothing is missing.',
    article: 'The article says that closing takes four segments. Its own server closes with three.',
    sources: ['RFC 9293 §3.6', 'RFC 9293 §3.8.6.3'],
  },
  steps: [
    ...connected,
    server.setsockopt('s', IPPROTO_TCP, TCP_QUICKACK, 0),
    client.send('c', 'bye'),
    server.recv('s', 100).gives(3),
    client.isAcknowledged('c'),
    meanwhile(server.recv('s', 100).gives(0), server.close('s')),
    server.isInside('recv'),
    client.close('c'),
    server.finished(),
    server.close('l'),
  ],
  expect: {
    'three segments': `
${CONNECTED}
c > P. 3   send(c)[0:3]         => recv(s)#1
c < .    kernel delayed-ack
c > F.   close(c)               => recv(s)#2 in-call
c < F.   close(s)
c > .    kernel ack
c client  FIN-WAIT-1 TIME-WAIT
c server  CLOSE-WAIT LAST-ACK CLOSED
`,
    'four segments: the server was not woken within the 40 ms of the delayed ACK': `
${CONNECTED}
c > P. 3   send(c)[0:3]         => recv(s)#1
c < .    kernel delayed-ack
c > F.   close(c)               => recv(s)#2 in-call
c < .    kernel delayed-ack
c < F.   close(s)
c > .    kernel ack
c client  FIN-WAIT-1 FIN-WAIT-2 TIME-WAIT
c server  CLOSE-WAIT LAST-ACK CLOSED
`,
  },
};
