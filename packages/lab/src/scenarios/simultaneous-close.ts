import { client, pause, server, wire } from '../script';
import type { Scenario } from '../script';
import { CONNECTED, connected } from './openings';

export const simultaneousClose: Scenario = {
  name: 'simultaneous-close',
  family: 'closing',
  summary: 'both close at once: two FINs cross, and both ends pass through CLOSING',
  explanation: {
    asked: 'Client and server close at the same time. The wire holds both FINs until both are on their way.',
    happened:
      "Each end has sent its FIN when the other's comes: neither is an answer. Both go from FIN-WAIT-1 over " +
      "CLOSING to TIME-WAIT, each acknowledges the other's FIN, and each keeps its port for a minute.",
    sources: ['RFC 9293 §3.6'],
  },
  needs: { wire: {} },
  steps: [
    ...connected,
    wire.holds({ flags: 'F.' }, 'FINs'),
    client.close('c'),
    server.close('s'),
    wire.releases('FINs'),
    pause(50),
    server.close('l'),
  ],
  expect: `
    ${CONNECTED}
    c > F.     close(c)
    * c > F.   kernel retransmission|tail-loss-probe of close(c)   // the FIN was held so long that it was repeated
    c < F.     close(s) whenever
    mix {
    + c > .    kernel ack|delayed-ack|duplicate-ack
    + c < .    kernel ack|delayed-ack|duplicate-ack
    * c > F.   kernel retransmission|tail-loss-probe of close(c)   // the FIN was held so long that it was repeated
    * c < F.   kernel retransmission|tail-loss-probe of close(s)   // the FIN was held so long that it was repeated
    }
    c client  FIN-WAIT-1 CLOSING|FIN-WAIT-2 TIME-WAIT
    c server  FIN-WAIT-1 CLOSING|FIN-WAIT-2 TIME-WAIT   // after a FIN that was repeated, which copy came first is not known
  `,
};
