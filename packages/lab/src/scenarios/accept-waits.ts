import { client, meanwhile, server } from '../script';
import type { Scenario } from '../script';
import { CLOSED, closed, listening } from './openings';

export const acceptWaits: Scenario = {
  name: 'accept-waits',
  family: 'opening',
  summary: 'accept() sleeps until the last ACK of a handshake arrives, and sends nothing',
  explanation: {
    asked: 'The server calls accept() while nobody has connected; the client connects later.',
    happened:
      'accept() sleeps. The SYN does not wake it, because the kernel answers that alone; it is woken by the ACK that completes ' +
      'the handshake, and no packet is its own.',
    article:
      'The article gives the SYN-ACK to accept(). Here accept() was inside the whole time, and the kernel still sent it.',
    sources: ['accept(2)', 'RFC 9293 §3.5'],
  },
  steps: [
    ...listening,
    meanwhile(server.accept('l', 's')),
    server.isInside('accept'),
    client.socket('c'),
    client.connect('c', 'l'),
    server.finished(),
    ...closed,
  ],
  expect: `
    c > S    connect(c)
    c < S.   kernel handshake-answer   => connect(c)
    c > .    kernel handshake-ack      => accept(l) in-call
    c client  SYN-SENT ESTABLISHED
    c server  LISTEN SYN-RECEIVED ESTABLISHED
    ${CLOSED}
  `,
};
