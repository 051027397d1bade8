import { client, meanwhile, server } from '../script';
import type { Scenario } from '../script';
import { CONNECTED, connected } from './openings';

export const exitWithoutClose: Scenario = {
  name: 'exit-without-close',
  family: 'closing',
  summary: 'a process that ends without close() sends its FIN all the same',
  explanation: {
    asked: 'The client exits and closes nothing.',
    happened:
      'The kernel closes what a process leaves open. The FIN looks like that of a close(), but no call made ' +
      'it: it belongs to the end of the process.',
    sources: ['exit(3)', 'close(2)', 'RFC 9293 §3.6'],
  },
  steps: [
    ...connected,
    meanwhile(server.recv('s', 100).gives(0)),
    server.isInside('recv'),
    client.exit(0),
    server.finished(),
    server.close('s'),
    server.close('l'),
  ],
  expect: `
    ${CONNECTED}
    c > F.   kernel process-exit   => recv(s) in-call
    ? c < .  kernel ack|delayed-ack    // the first FIN was acknowledged before the second
    c < F.   close(s)
    ? c < .  kernel ack    // an acknowledgment was overtaken by the FIN
    c > .    kernel ack
    c client  FIN-WAIT-1 FIN-WAIT-2? TIME-WAIT
    c server  CLOSE-WAIT LAST-ACK CLOSED
  `,
};
