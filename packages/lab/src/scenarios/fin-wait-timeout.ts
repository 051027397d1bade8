import { client, pause, server } from '../script';
import type { Scenario } from '../script';
import { CONNECTED, connected } from './openings';

export const finWaitTimeout: Scenario = {
  name: 'fin-wait-timeout',
  family: 'closing',
  summary: 'a socket that nobody has any more waits in FIN-WAIT-2 only for so long; a late FIN meets a RST',
  explanation: {
    asked: 'The client closes. The server learns it, and closes only after two seconds; tcp_fin_timeout is one.',
    happened:
      'After close() the connection belongs to no program. Its FIN is acknowledged, and it waits in FIN-WAIT-2 for that of ' +
      'the server: for tcp_fin_timeout, a minute unless set, then the kernel forgets it without a packet. The FIN that comes ' +
      'later finds nobody and is answered by a RST. RFC 9293 knows no such limit.',
    article: "In the article's four-way close the second FIN always comes in time.",
    sources: ['tcp(7) tcp_fin_timeout', 'RFC 9293 §3.6', 'RFC 1122 §4.2.2.13'],
  },
  needs: { settings: { 'net.ipv4.tcp_fin_timeout': '1' } },
  steps: [
    ...connected,
    client.close('c'),
    server.isIn('s', 'CLOSE-WAIT'),
    pause(2000),
    server.close('s'),
    server.close('l'),
  ],
  expect: `
    ${CONNECTED}
    c > F.   close(c)
    c < .    kernel ack|delayed-ack
    c < F.   close(s)
    c > R    kernel reset-dead-socket
    c client  FIN-WAIT-1 FIN-WAIT-2 CLOSED
    c server  CLOSE-WAIT LAST-ACK CLOSED
  `,
};
