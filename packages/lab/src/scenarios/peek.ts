import { MSG_PEEK } from '@sockscope/core';
import { client, server } from '../script';
import type { Scenario } from '../script';
import { CLOSED, closed, CONNECTED, connected } from './openings';

export const peek: Scenario = {
  name: 'peek',
  family: 'data',
  summary: 'MSG_PEEK shows bytes and leaves them: the next recv() gets them again',
  explanation: {
    asked: '5 bytes are sent; the server looks at them with MSG_PEEK, then takes 2, then the rest.',
    happened:
      'One segment is behind three returns. The peek takes nothing: the recv() after it gets the same first ' +
      'bytes. recv() cuts the stream where the program says, not where segments end.',
    sources: ['recv(2) MSG_PEEK'],
  },
  steps: [
    ...connected,
    client.send('c', 'hello'),
    server.hasUnread('s', 5),
    server.recv('s', 10, MSG_PEEK).gives(5),
    server.recv('s', 2).gives(2),
    server.recv('s', 10).gives(3),
    ...closed,
  ],
  expect: `
    ${CONNECTED}
    c > P. 5   send(c)[0:5]   => recv(s)#1 earlier, recv(s)#2 earlier, recv(s)#3 earlier
    c < .      kernel ack|delayed-ack
    ${CLOSED}
  `,
};
