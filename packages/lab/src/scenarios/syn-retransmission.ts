import { IPPROTO_TCP, TCP_SYNCNT } from '@sockscope/core';
import { client } from '../script';
import type { Scenario } from '../script';

export const synRetransmission: Scenario = {
  name: 'syn-retransmission',
  family: 'opening',
  summary: 'nobody answers: the SYN is repeated each second, and connect() fails with ETIMEDOUT',
  explanation: {
    asked: 'connect() to an address that nobody has; TCP_SYNCNT and tcp_syn_linear_timeouts, both 1, keep it short.',
    happened:
      "No RST and no ICMP comes, so the client's kernel repeats the SYN, and at last gives up: ETIMEDOUT. Left " +
      'alone Linux from 6.5 on repeats it after 1, 1, 1, 1, 1, 2, 4, ... seconds, earlier kernels after 1, 2, ' +
      '4, ...; connect() then takes more than two minutes.',
    sources: ['connect(2) ETIMEDOUT', 'tcp(7) TCP_SYNCNT', 'RFC 6298 §5'],
  },
  needs: { wire: {}, settings: { 'net.ipv4.tcp_syn_linear_timeouts': '1' } },
  steps: [
    client.socket('c'),
    client.setsockopt('c', IPPROTO_TCP, TCP_SYNCNT, 1),
    client.connect('c', { address: '10.77.0.9', port: 8888 }).fails('ETIMEDOUT'),
    client.close('c'),
  ],
  expect: `
    c > S   connect(c)
    + c > S  kernel syn-retransmission of connect(c)
    c client  SYN-SENT CLOSED
  `,
};
