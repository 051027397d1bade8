import { client, meanwhile, server } from '../script';
import type { Scenario } from '../script';
import { CLOSED, closed, CONNECTED, connected } from './openings';

export const sendRecv: Scenario = {
  name: 'send-recv',
  family: 'data',
  summary: 'send() makes a segment; recv() waits for it; the acknowledgment belongs to neither',
  explanation: {
    asked: 'The client sends 5 bytes to a server that waits in recv(), and the server answers.',
    happened:
      'The segment leaves inside of send(), and send() returns without waiting for anything: that it returned ' +
      'says nothing about delivery. recv() sends nothing; the kernel acknowledges, on its own or with the ' +
      'answer.',
    sources: ['send(2)', 'recv(2)', 'RFC 9293 §3.10.2', 'RFC 9293 §3.10.3'],
  },
  steps: [
    ...connected,
    meanwhile(server.recv('s', 100).gives(5)),
    server.isInside('recv'),
    client.send('c', 'hello'),
    server.finished(),
    meanwhile(client.recv('c', 100).gives(5)),
    client.isInside('recv'),
    server.send('s', 'world'),
    client.finished(),
    ...closed,
  ],
  expect: `
    ${CONNECTED}
    c > P. 5   send(c)[0:5]   => recv(s) in-call
    ? c < .    kernel ack|delayed-ack    // the data was acknowledged before the answer
    c < P. 5   send(s)[0:5]   => recv(c) in-call
    ? c > .    kernel ack|delayed-ack    // the answer was acknowledged before the end
    ${CLOSED}
  `,
};
