import { IPPROTO_TCP, SOL_SOCKET, SO_KEEPALIVE, TCP_KEEPIDLE, TCP_KEEPINTVL } from '@sockscope/core';
import { client, pause } from '../script';
import type { Scenario } from '../script';
import { CLOSED, closed, CONNECTED, connected } from './openings';

export const keepAlive: Scenario = {
  name: 'keep-alive',
  family: 'options',
  summary: 'SO_KEEPALIVE: the kernel asks an idle peer whether it is still there',
  explanation: {
    asked: 'SO_KEEPALIVE with a first probe after 1 s of silence and one each second. Nobody sends anything.',
    happened:
      "Each second the client's kernel sends a segment without data whose sequence number is one too low, " +
      "which the server's kernel must answer. No call is behind either. Without the options the first would " +
      'come after two hours.',
    sources: ['RFC 9293 §3.8.4', 'tcp(7) TCP_KEEPIDLE', 'socket(7) SO_KEEPALIVE'],
  },
  steps: [
    ...connected,
    client.setsockopt('c', SOL_SOCKET, SO_KEEPALIVE, 1),
    client.setsockopt('c', IPPROTO_TCP, TCP_KEEPIDLE, 1),
    client.setsockopt('c', IPPROTO_TCP, TCP_KEEPINTVL, 1),
    pause(2300),
    ...closed,
  ],
  expect: `
    ${CONNECTED}
    c > .   kernel keep-alive
    c < .   kernel keep-alive-answer
    c > .   kernel keep-alive
    c < .   kernel keep-alive-answer
    ? c > .   kernel keep-alive           // the machine was slow, and another second went by
    ? c < .   kernel keep-alive-answer
    ${CLOSED}
  `,
};
