import { kernelText, linkTexts, ownerTexts, scenario, stateTexts } from './scenario';
import { ARTICLE, HANDSHAKE, SETUP } from './tcp-scripts';

describe('buildTimeline() of a handshake', () => {
  it('gives the SYN to connect() and the rest to the kernels', () => {
    const timeline = scenario(HANDSHAKE);
    expect(ownerTexts(timeline)).toEqual(['client#2', 'kernel: handshake-answer', 'kernel: handshake-ack']);
    expect(linkTexts(timeline)).toEqual([
      'client#2 causes 1 in-call',
      'client#2 completes 2 in-call',
      'server#4 completes 3 in-call',
    ]);
    expect(kernelText(timeline, 2)).toBe('the kernel answers for listen(3); accept(3) was already waiting');
    expect(kernelText(timeline, 3)).toBe("sent by the client's kernel inside connect(3)");
  });

  it('says that the SYN-ACK came before accept() was called', () => {
    const timeline = scenario(HANDSHAKE.replace('4-45', '900-901'));
    expect(kernelText(timeline, 2)).toBe('the kernel answers for listen(3); accept() has not been called yet');
    expect(linkTexts(timeline)).toContain('server#4 completes 3 earlier');
    expect(timeline.connections[0]?.phases.ackToAcceptReturnNs).toBe(871_000n);
  });

  it('measures the five phases exactly', () => {
    expect(scenario(HANDSHAKE).connections[0]?.phases).toEqual({
      connectToSynNs: 2000n,
      synToSynAckNs: 8000n,
      synAckToAckNs: 10_000n,
      ackToConnectReturnNs: 10_000n,
      ackToAcceptReturnNs: 15_000n,
    });
  });

  it('leaves a phase out and says so where the clocks contradict each other', () => {
    const timeline = scenario(HANDSHAKE.replace('client 10-40', 'client 13-40'));
    expect(timeline.connections[0]?.phases.connectToSynNs).toBeNull();
    expect(timeline.problems).toEqual([
      'connection 0: phase connect -> SYN ends before it begins: the clocks disagree',
    ]);
  });

  it('shows setup calls in the ladder of their connection, and the listener has no connection of its own', () => {
    const calls = scenario(HANDSHAKE).calls.map(
      ({ id, connection, shownIn }) => `${id} ${connection} [${shownIn.join()}]`,
    );
    expect(calls).toEqual([
      'server#1 null [0]',
      'server#2 null [0]',
      'server#3 null [0]',
      'server#4 0 [0]',
      'client#1 null [0]',
      'client#2 0 [0]',
    ]);
  });

  it('gives a repeated SYN to the kernel and still links it to connect()', () => {
    const timeline = scenario(`${SETUP}
      client 10-3000000 connect(3) = 0
      > 12 S
      > 1020000 S
      < 1020010 S.
      > 1020020 .`);
    expect(ownerTexts(timeline).slice(0, 2)).toEqual(['client#1', 'kernel: syn-retransmission']);
    expect(linkTexts(timeline)).toContain('client#1 causes 2 in-call again');
  });

  it('does not take the wait of a repeated SYN for the time that the way takes', () => {
    const timeline = scenario(`${SETUP}
      client 5 socket() = 3
      client 10-1000060 connect(3) = 0
      > 12 S
      > 1000012 S
      < 1000020 S.
      > 1000030 .
      client 1000100-1000110 send(3, 5) = 5
      > 1000102 P. len 5
      < 1042000 .`);
    expect(ownerTexts(timeline)[5]).toBe('kernel: delayed-ack');
  });

  it('names a repeated SYN-ACK', () => {
    const timeline = scenario(`${HANDSHAKE}
      < 1000000 S.`);
    expect(ownerTexts(timeline)[3]).toBe('kernel: syn-ack-retransmission');
  });

  it('has accept() wait for the answer to a repeated SYN-ACK, also where the client ends after it', () => {
    const timeline = scenario(`server 0 socket() = 3
      server 1 listen(3) = 0
      client 5 socket() = 3
      client 10-40 connect(3) = 0
      > 12 S
      < 20 S.
      > 30 .
      server 50-1000040 accept(3) = 4
      < 1000000 S.
      > 1000010 .
      client 1000050-1000060 close(3) = 0
      > 1000052 F.`);
    expect(linkTexts(timeline)).toContain('server#3 completes 5 in-call');
  });

  it('ends the client in CLOSED when connect() times out', () => {
    const timeline = scenario(`client 10-9000000 connect(3) = -1 ETIMEDOUT
      > 12 S
      > 1020000 S`);
    expect(stateTexts(timeline)).toEqual(['client SYN-SENT 1', 'client CLOSED client#1']);
    expect(linkTexts(timeline)).toEqual(['client#1 causes 1 in-call', 'client#1 causes 2 in-call again']);
  });
});

describe('buildTimeline() of the article', () => {
  it('gives every packet an owner and every return what it waited for', () => {
    const timeline = scenario(ARTICLE);
    expect(ownerTexts(timeline)).toEqual([
      'client#2',
      'kernel: handshake-answer',
      'kernel: handshake-ack',
      'client#3',
      'kernel: ack',
      'server#6',
      'kernel: ack',
      'server#7',
      'client#5',
      'kernel: ack',
    ]);
    expect(linkTexts(timeline).sort()).toEqual(
      [
        'client#2 causes 1 in-call',
        'client#2 completes 2 in-call',
        'client#3 causes 4 in-call [0,6)',
        'client#4 completes 6 in-call [0,24)',
        'client#5 causes 9 in-call',
        'server#4 completes 3 in-call',
        'server#5 completes 4 in-call [0,6)',
        'server#6 causes 6 in-call [0,24)',
        'server#7 causes 8 in-call',
      ].sort(),
    );
    expect(kernelText(timeline, 5)).toBe('acknowledges bytes 0..5 of send(3)');
    expect(kernelText(timeline, 10)).toBe('acknowledges the FIN of close(3)');
    expect(timeline.problems).toEqual([]);
  });

  it('follows both ends through the states of a three-segment close', () => {
    expect(stateTexts(scenario(ARTICLE))).toEqual([
      'server LISTEN server#3',
      'client SYN-SENT 1',
      'server SYN-RECEIVED 2',
      'client ESTABLISHED 2',
      'server ESTABLISHED 3',
      'server FIN-WAIT-1 8',
      'client CLOSE-WAIT 8',
      'client LAST-ACK 9',
      'server TIME-WAIT 9',
      'client CLOSED 10',
    ]);
  });

  it('names the processes of both ends', () => {
    expect(scenario(ARTICLE).connections[0]).toMatchObject({ clientProcess: 'client', serverProcess: 'server' });
  });
});
