import { client, meanwhile, pause, server } from '../script';
import type { Scenario } from '../script';
import { CONNECTED, connected } from './openings';

export const fourSegmentClose: Scenario = {
  name: 'four-segment-close',
  family: 'closing',
  summary: 'FIN, ACK, FIN, ACK: the server closes later, so the kernel acknowledges first',
  explanation: {
    asked: 'The client closes. The server learns it by recv() = 0 and closes 100 ms later.',
    happened:
      "close() sends a FIN and returns at once. The server's kernel acknowledges it alone, within milliseconds " +
      "here, because nothing else is to be sent. The second FIN is the server's close(); the client, which has " +
      'no socket any more, still acknowledges it out of TIME-WAIT.',
    article: "This is the article's four-way close. It needs a server that is slow to close; its own server is not.",
    sources: ['RFC 9293 §3.6', 'close(2)', 'recv(2)'],
  },
  steps: [
    ...connected,
    meanwhile(server.recv('s', 100).gives(0)),
    server.isInside('recv'),
    client.close('c'),
    server.finished(),
    pause(100),
    server.close('s'),
    server.close('l'),
  ],
  expect: `
    ${CONNECTED}
    c > F.   close(c)               => recv(s) in-call
    c < .    kernel ack|delayed-ack
    c < F.   close(s)
    c > .    kernel ack
    c client  FIN-WAIT-1 FIN-WAIT-2 TIME-WAIT
    c server  CLOSE-WAIT LAST-ACK CLOSED
  `,
};
