import { linkTexts, scenario, stateTexts } from './scenario';
import { HANDSHAKE, SETUP } from './tcp-scripts';

describe('connectionStates() tells what the kernel has taken', () => {
  it('keeps the server in SYN-RECEIVED while it repeats its SYN-ACK, until the answer to that', () => {
    const states = stateTexts(
      scenario(`${SETUP}
        > 12 S
        < 20 S.
        > 30 .
        < 1000020 S.
        > 1000030 .`),
    );
    expect(states.slice(1)).toEqual([
      'client SYN-SENT 1',
      'server SYN-RECEIVED 2',
      'client ESTABLISHED 2',
      'server ESTABLISHED 5',
    ]);
  });

  it('never lets a server be ESTABLISHED that answers the ACK by a RST', () => {
    const states = stateTexts(scenario(`> 12 S\n < 20 S.\n > 30 . ack 0\n < 31 R seq 0`));
    expect(states).toEqual([
      'client SYN-SENT 1',
      'server SYN-RECEIVED 2',
      'client ESTABLISHED 2',
      'server CLOSED 4',
      'client CLOSED 4',
    ]);
  });

  it('waits for data with TCP_DEFER_ACCEPT', () => {
    const states = stateTexts(
      scenario(`${SETUP}
        server 3 setsockopt(3, TCP_DEFER_ACCEPT, 5) = 0
        client 10-40 connect(3) = 0
        > 12 S
        < 20 S.
        > 30 .
        > 90 P. len 5`),
    );
    expect(states.at(-1)).toBe('server ESTABLISHED 4');
  });

  it('takes both ends through SYN-RECEIVED where their SYNs cross', () => {
    expect(stateTexts(scenario('> 12 S\n < 13 S\n > 14 S.\n < 15 S.\n > 16 .\n < 17 .'))).toEqual([
      'client SYN-SENT 1',
      'server SYN-SENT 2',
      'client SYN-RECEIVED 3',
      'server SYN-RECEIVED 4',
      'client ESTABLISHED 4',
      'server ESTABLISHED 5',
    ]);
  });

  it('takes both ends through CLOSING where their FINs cross, also where one ACK overtakes the other', () => {
    const states = stateTexts(
      scenario(`${HANDSHAKE}
        > 52 F. ack 0
        < 53 F. ack 0
        > 54 .
        < 55 .`),
    );
    expect(states.slice(5)).toEqual([
      'client FIN-WAIT-1 4',
      'server FIN-WAIT-1 5',
      'client CLOSING 5',
      'server CLOSING 6',
      'server TIME-WAIT 6',
      'client TIME-WAIT 7',
    ]);
  });

  it('lets close() in SYN-SENT and ETIMEDOUT end in CLOSED without a packet', () => {
    const closed = scenario(`${SETUP}
      client 10-14 connect(3) = -1 EINPROGRESS @127.0.0.1:50000
      client 15-16 close(3) = 0
      > 12 S
      < 20 S.
      > 22 R seq 0`);
    expect(stateTexts(closed).slice(1)).toEqual([
      'client SYN-SENT 1',
      'client CLOSED client#2',
      'server SYN-RECEIVED 2',
      'server CLOSED 3',
    ]);
    const timedOut = scenario(`${HANDSHAKE}
      client 50-9000 recv(3, 10) = -1 ETIMEDOUT`);
    expect(stateTexts(timedOut).at(-1)).toBe('client CLOSED client#3');
  });

  it('lets the data open the server whose ACK was lost, if it keeps nothing to repeat its SYN-ACK by', () => {
    const lost = `${SETUP}
      server 4-1500020 accept(3) = 4
      client 10-40 connect(3) = 0
      > 12 S
      < 20 S.
      > 30 .`;
    const cookies = scenario(`${lost}
      > 1500000 P. len 5`);
    expect(linkTexts(cookies)).toContain('server#4 completes 4 in-call');
    expect(stateTexts(cookies).at(-1)).toBe('server ESTABLISHED 4');
    const repeated = scenario(`${lost}
      < 1000020 S.
      > 1000030 .
      > 1500000 P. len 5`);
    expect(linkTexts(repeated)).toContain('server#4 completes 5 in-call');
  });

  it('gives a FIN that a RST answers to nobody: the other end had been forgotten in FIN-WAIT-2', () => {
    const states = stateTexts(
      scenario(`${HANDSHAKE}
        client 50-60 close(3) = 0
        > 52 F.
        < 53 .
        < 2000053 F.
        > 2000054 R seq 1`),
    );
    expect(states.slice(-3)).toEqual(['server LAST-ACK 6', 'client CLOSED 7', 'server CLOSED 7']);
  });
});
