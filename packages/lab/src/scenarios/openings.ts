import { client, server } from '../script';
import type { Step } from '../script';

/** The server listens on socket l. */
export const listening: readonly Step[] = [server.socket('l'), server.bind('l'), server.listen('l', 5)];

/** And the client's socket c is connected to the server's socket s. */
export const connected: readonly Step[] = [
  ...listening,
  client.socket('c'),
  client.connect('c', 'l'),
  server.accept('l', 's'),
];

/** What connected steps do on the wire. */
export const CONNECTED = `
  c > S    connect(c)
  c < S.   kernel handshake-answer   => connect(c)
  c > .    kernel handshake-ack      => accept(l)
  c client  SYN-SENT ESTABLISHED
  c server  LISTEN SYN-RECEIVED ESTABLISHED
`;

/** The client closes, then the server does. */
export const closed: readonly Step[] = [
  client.close('c'),
  server.isIn('s', 'CLOSE-WAIT'),
  server.close('s'),
  server.close('l'),
];

/** What closed steps do on the wire. */
export const CLOSED = `
  c > F.     close(c)
  mix {
  * c > F.   kernel retransmission|tail-loss-probe of close(c)   // the machine was slow, and a FIN was repeated
  * c < .    kernel ack|delayed-ack                     // the first FIN was acknowledged before the second
  c < F.     close(s)
  }
  mix {
  + c > .    kernel ack|delayed-ack
  * c < .    kernel ack                                 // an acknowledgment was overtaken by the FIN
  * c < F.   kernel retransmission|tail-loss-probe of close(s)   // the machine was slow, and a FIN was repeated
  }
  ? c < R    kernel reset-dead-socket
  c client  FIN-WAIT-1 FIN-WAIT-2? TIME-WAIT CLOSED?
  c server  CLOSE-WAIT LAST-ACK CLOSED
`;

/** The same over a wire: captured at the client, what the server's calls sent comes later. */
export const CLOSED_AFAR = CLOSED.replace('close(s)', 'close(s) whenever');

/** What a connection does on the wire when the processes of both its ends exit. */
export function closedByExit(name: string): string {
  return `
    mix {
    ${name} > F.   kernel process-exit
    ${name} < F.   kernel process-exit
    + ${name} > .  kernel ack|delayed-ack
    * ${name} < .  kernel ack|delayed-ack|duplicate-ack
    * ${name} > F. kernel retransmission|tail-loss-probe   // the machine was slow, and a FIN was repeated
    * ${name} < F. kernel retransmission|tail-loss-probe   // the machine was slow, and a FIN was repeated
    }
    ${name} client  FIN-WAIT-1|CLOSE-WAIT FIN-WAIT-2|CLOSING? TIME-WAIT|LAST-ACK CLOSED?
    ${name} server  FIN-WAIT-1|CLOSE-WAIT FIN-WAIT-2|CLOSING? TIME-WAIT|LAST-ACK CLOSED?`;
}
