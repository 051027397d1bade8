import { SHUT_RD } from '@sockscope/core';
import { client, server } from '../script';
import type { Scenario } from '../script';
import { CLOSED, closed, CONNECTED, connected } from './openings';

export const shutdownRead: Scenario = {
  name: 'shutdown-read',
  family: 'closing',
  summary: 'shutdown(SHUT_RD) sends nothing, and Linux still takes data that comes',
  explanation: {
    asked: 'The server calls shutdown(SHUT_RD); afterwards the client sends 5 bytes.',
    happened:
      'TCP has no segment that says "I read no more": nothing is sent. recv() gives 0, which is no FIN of the ' +
      'peer. On Linux data that comes later is acknowledged, and recv() even delivers it.',
    sources: ['shutdown(2)', 'RFC 9293 §3.6'],
  },
  steps: [
    ...connected,
    server.shutdown('s', SHUT_RD),
    server.recv('s', 100).gives(0),
    client.send('c', 'hello'),
    client.isAcknowledged('c'),
    server.recv('s', 100).gives(5),
    server.recv('s', 100).gives(0),
    ...closed,
  ],
  expect: `
    ${CONNECTED}
    c > P. 5   send(c)[0:5]   => recv(s)#2
    c < .      kernel ack|delayed-ack
    ${CLOSED}
  `,
};
