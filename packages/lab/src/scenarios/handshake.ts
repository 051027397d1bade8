import type { Scenario } from '../script';
import { CLOSED, closed, CONNECTED, connected } from './openings';

export const handshake: Scenario = {
  name: 'handshake',
  family: 'opening',
  summary: 'connect() sends the SYN, waits for the SYN-ACK, and returns once its ACK has left',
  explanation: {
    asked: 'The server listens, the client calls connect().',
    happened:
      'All three segments leave while connect() runs: the SYN is its own, the SYN-ACK is what it waits for, and it returns ' +
      'after the ACK was sent, without knowing whether it arrived. socket(), bind() and listen() send nothing.',
    article: 'The article draws the three segments between connect() and accept(). accept() has no part in them.',
    sources: ['RFC 9293 §3.5', 'connect(2)', 'listen(2)'],
  },
  steps: [...connected, ...closed],
  expect: CONNECTED + CLOSED,
};
