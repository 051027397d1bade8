import { client, server } from '../script';
import type { Scenario } from '../script';
import { CONNECTED, connected } from './openings';

export const killedWithUnreadData: Scenario = {
  name: 'killed-with-unread-data',
  family: 'reset',
  summary: 'a killed process with unread data leaves a RST',
  explanation: {
    asked: 'The client sends 6 bytes; the server is killed by SIGKILL before it reads them.',
    happened:
      'The kernel closes the socket of the dead process by the rule of every close(): bytes are unread, so it ' +
      'is a RST. No call of the server is behind it.',
    sources: ['kill(2)', 'RFC 2525 §2.17'],
  },
  steps: [
    ...connected,
    client.send('c', 'unread'),
    server.hasUnread('s', 6),
    server.kill(),
    client.recv('c', 100).fails('ECONNRESET'),
    client.close('c'),
  ],
  expect: `
    ${CONNECTED}
    c > P. 6   send(c)[0:6]
    ? c < .    kernel ack                // the data was acknowledged before the reset
    c < R.     kernel process-exit       => recv(c) earlier
    c client  CLOSED
    c server  CLOSED
  `,
};
