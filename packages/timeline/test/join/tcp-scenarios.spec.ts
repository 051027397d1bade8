import { exitText } from '../../src/join/close-owner';
import { buildTimeline } from '../../src';
import { linkTexts, ownerTexts, scenario, scenarioInput, stateTexts, timeAt } from './scenario';

const SETUP = `
  server 0 socket() = 3
  server 1 bind(3, 127.0.0.1:8888) = 0
  server 2 listen(3, 5) = 0`;

const HANDSHAKE = `${SETUP}
  server 4-45 accept(3) = 4
  client 5 socket() = 3
  client 10-40 connect(3) = 0
  > 12 S
  < 20 S.
  > 30 .`;

/** The article's client and server: three-segment close by the server. */
const ARTICLE = `${HANDSHAKE}
  client 50-60 send(3, 6) = 6
  > 52 P. len 6
  < 54 .
  server 50-58 recv(4, 255) = 6
  server 65-75 send(4, 24) = 24
  < 67 P. len 24
  > 69 .
  client 62-72 recv(3, 255) = 24
  server 80-90 close(4) = 0
  < 82 F.
  client 95-105 close(3) = 0
  > 97 F.
  < 99 .`;

function kernelText(timeline: ReturnType<typeof scenario>, packet: number): string {
  const owner = timeline.packets[packet - 1]?.owner;
  return owner === undefined || owner.kind === 'call' ? '' : owner.text;
}

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
      'server TIME-WAIT 9',
      'client LAST-ACK 9',
      'client CLOSED 10',
    ]);
  });

  it('names the processes of both ends', () => {
    expect(scenario(ARTICLE).connections[0]).toMatchObject({ clientProcess: 'client', serverProcess: 'server' });
  });
});

describe('buildTimeline() of a close', () => {
  it('links four segments: FIN to close(), recv() = 0 to the FIN, and names the delayed ACK', () => {
    const timeline = scenario(`${HANDSHAKE}
      client 50-60 close(3) = 0
      > 52 F.
      < 43000 .
      server 49-55 recv(4, 255) = 0
      server 44000-44010 close(4) = 0
      < 44002 F.
      > 44004 .`);
    expect(ownerTexts(timeline).slice(3)).toEqual(['client#3', 'kernel: delayed-ack', 'server#6', 'kernel: ack']);
    expect(linkTexts(timeline)).toContain('server#5 completes 4 in-call');
    expect(stateTexts(timeline).slice(5)).toEqual([
      'client FIN-WAIT-1 4',
      'server CLOSE-WAIT 4',
      'client FIN-WAIT-2 5',
      'server LAST-ACK 6',
      'client TIME-WAIT 6',
      'server CLOSED 7',
    ]);
  });

  it('gives the FIN to shutdown() and nothing to the close() after it', () => {
    const timeline = scenario(`${HANDSHAKE}
      client 50-60 shutdown(3, SHUT_WR) = 0
      > 52 F.
      < 53 .
      client 90-95 close(3) = 0`);
    expect(ownerTexts(timeline)[3]).toBe('client#3');
    expect(linkTexts(timeline).filter((link) => link.startsWith('client#4'))).toEqual([]);
  });

  it('gives the FIN of shutdown(SHUT_RD) and close() to close()', () => {
    const timeline = scenario(`${HANDSHAKE}
      client 50-60 shutdown(3, SHUT_RD) = 0
      client 90-95 close(3) = 0
      > 92 F.`);
    expect(ownerTexts(timeline)[3]).toBe('client#4');
  });

  it('lets no FIN complete a recv() = 0 that the own shutdown(SHUT_RD) ended', () => {
    const timeline = scenario(`${HANDSHAKE}
      server 50-103 recv(4, 255) = 0
      server 100-102 shutdown(4, SHUT_RD) = 0
      client 110-115 close(3) = 0
      > 112 F.
      server 120-121 recv(4, 255) = 0`);
    expect(linkTexts(timeline).filter((link) => /^server#[5-7] completes/.test(link))).toEqual([]);
    const before = scenario(`${HANDSHAKE}
      client 50-55 close(3) = 0
      > 52 F.
      server 60-62 shutdown(4, SHUT_RD) = 0
      server 120-121 recv(4, 255) = 0`);
    expect(linkTexts(before)).toContain('server#6 completes 4 earlier');
  });

  it('lets no RST complete a send() = EPIPE that the own shutdown(SHUT_WR) ended', () => {
    const reset = `
      < 112 R.
      client 120-121 send(3, 5) = -1 EPIPE`;
    expect(linkTexts(scenario(HANDSHAKE + reset))).toContain('client#3 completes 4 earlier');
    const own = scenario(`${HANDSHAKE}
      client 50-60 shutdown(3, SHUT_WR) = 0
      > 52 F.${reset}`);
    expect(linkTexts(own).filter((link) => link.startsWith('client#4'))).toEqual([]);
  });

  it('gives a FIN that leaves long after close() to that close(), and its data to send()', () => {
    const timeline = scenario(`${HANDSHAKE}
      client 50-52 send(3, 10) = 10
      client 53-54 close(3) = 0
      > 900 FP. len 10`);
    expect(ownerTexts(timeline)[3]).toBe('client#4');
    expect(linkTexts(timeline)).toEqual(
      expect.arrayContaining(['client#3 causes 4 later [0,10)', 'client#4 causes 4 later']),
    );
  });

  it('takes both ends through CLOSING when their FINs cross', () => {
    const timeline = scenario(`${HANDSHAKE}
      client 50-60 close(3) = 0
      server 50-60 close(4) = 0
      > 52 F. ack 0
      < 53 F. ack 0
      < 54 .
      > 55 .`);
    expect(stateTexts(timeline).slice(5)).toEqual([
      'client FIN-WAIT-1 4',
      'server FIN-WAIT-1 5',
      'client CLOSING 5',
      'server CLOSING 6',
      'client TIME-WAIT 6',
      'server TIME-WAIT 7',
    ]);
  });

  it('gives the FIN of a killed process to its end, and nothing where the trace does not tell of one', () => {
    const open = `${HANDSHAKE}
      > 300 F.
      < 302 .`;
    const killed = scenario(`${open}
      client exit 299 SIGKILL`);
    expect(ownerTexts(killed)[3]).toBe('kernel: process-exit');
    expect(kernelText(killed, 4)).toBe('client was killed by SIGKILL with the socket open: the kernel closed it');
    expect(killed.exits).toMatchObject([{ process: 'client', text: 'was killed by SIGKILL', shownIn: [0] }]);
    expect(ownerTexts(scenario(open))[3]).toBe('unknown');
    expect(kernelText(scenario(open), 4)).toBe(
      'no traced call closed the socket, and the trace of client stops without an end: killed, or still running',
    );
  });

  it('tells a process that a signal killed from one that ended itself on a signal', () => {
    const { exits } = scenario(`${HANDSHAKE}
      client exit 299 SIGKILL`);
    expect(exits.map(({ text }) => text)).toEqual(['was killed by SIGKILL']);
    expect(exitText({ timeNs: 0n, status: 143, signal: 'SIGTERM' })).toBe('ended on SIGTERM with status 143');
    expect(exitText({ timeNs: 0n, status: 1, signal: null })).toBe('exited with status 1');
  });
});

describe('buildTimeline() of a reset', () => {
  it('joins a refused connect() without a local address by its time, and its return with the RST', () => {
    const timeline = scenario(`client 5 socket() = 3
      client 10-40 connect(3) = -1 ECONNREFUSED
      client 50-51 close(3) = 0
      > 12 S
      < 20 R.`);
    expect(ownerTexts(timeline)).toEqual(['client#2', 'kernel: refused-no-listener']);
    expect(linkTexts(timeline)).toEqual(['client#2 causes 1 in-call', 'client#2 completes 2 in-call']);
    expect(stateTexts(timeline)).toEqual(['client SYN-SENT 1', 'client CLOSED 2']);
    expect(timeline.connections[0]?.phases).toMatchObject({ connectToSynNs: 2000n, synToSynAckNs: null });
  });

  it('joins neither of two refused connections that could be the same call', () => {
    const timeline = scenario(`client 10-40 connect(3) = -1 ECONNREFUSED
      > 12 S
      < 20 R.
      1> 22 S
      1< 30 R.`);
    expect(ownerTexts(timeline)).toEqual([
      'unknown',
      'kernel: refused-no-listener',
      'unknown',
      'kernel: refused-no-listener',
    ]);
    expect(timeline.links).toEqual([]);
    expect(timeline.problems).toHaveLength(1);
  });

  it('joins a connect() refused by ICMP', () => {
    const timeline = scenario(`client 10-40 connect(3) = -1 ECONNREFUSED
      > 12 S
      < 20 ICMP`);
    expect(ownerTexts(timeline)).toEqual(['client#1', 'kernel: port-unreachable']);
    expect(linkTexts(timeline)).toEqual(['client#1 causes 1 in-call', 'client#1 completes 2 in-call']);
  });

  it('gives the RST for unread data to close(), and ECONNRESET waited for it', () => {
    const timeline = scenario(`${HANDSHAKE}
      client 50-60 send(3, 6) = 6
      > 52 P. len 6
      < 54 .
      client 61-90 recv(3, 255) = -1 ECONNRESET
      server 80-85 close(4) = 0
      < 82 R.`);
    expect(ownerTexts(timeline)[5]).toBe('server#5');
    expect(linkTexts(timeline)).toContain('client#4 completes 6 in-call');
    expect(stateTexts(timeline).slice(-2)).toEqual(['server CLOSED 6', 'client CLOSED 6']);
    expect(timeline.packets[5]?.owner).toMatchObject({ text: '6 bytes were unread: a RST, not a FIN' });
  });

  it('says why close() resets: SO_LINGER of 0 seconds; nothing where the trace does not tell', () => {
    const closing = `
      client 80-85 close(3) = 0
      > 82 R.`;
    const lingering = scenario(`${HANDSHAKE}
      client 50-51 setsockopt(3, SO_LINGER, {l_onoff=1; l_linger=0}) = 0${closing}`);
    const linger = lingering.calls.find(({ call }) => call.call === 'setsockopt')?.call.arguments.value;
    expect(linger).toBe('{l_onoff=1, l_linger=0}');
    expect(lingering.packets[3]?.owner).toMatchObject({ text: 'SO_LINGER with 0 seconds makes it a RST, not a FIN' });
    expect(scenario(HANDSHAKE + closing).packets[3]?.owner).toEqual({ kind: 'call', call: 'client#3' });
  });

  it('gives the RST of a queued connection to the close() of the listener', () => {
    const timeline = scenario(`${SETUP}
      client 10-40 connect(3) = 0
      > 12 S
      < 20 S.
      > 30 .
      server 80-90 close(3) = 0
      < 82 R.`);
    expect(ownerTexts(timeline)[3]).toBe('server#4');
    expect(timeline.packets[3]?.owner).toMatchObject({ text: 'the connection was still in the accept queue' });
  });

  it('gives the bare RST against a closed socket to the kernel', () => {
    const timeline = scenario(`${HANDSHAKE}
      server 50-60 close(4) = 0
      < 52 F.
      > 53 .
      client 70-80 send(3, 6) = 6
      > 72 P. len 6
      < 74 R
      client 90-91 send(3, 6) = -1 EPIPE`);
    expect(ownerTexts(timeline)[6]).toBe('kernel: reset-dead-socket');
    expect(linkTexts(timeline)).toContain('client#4 completes 7 earlier');
  });
});

describe('buildTimeline() of data', () => {
  it('links one segment to every send() whose bytes it carries', () => {
    const timeline = scenario(`${HANDSHAKE}
      client 50-51 send(3, 4) = 4
      client 52-53 send(3, 4) = 4
      client 54-55 send(3, 4) = 4
      > 50 P. len 4
      > 900 P. len 8
      server 901-902 recv(4, 5) = 5
      server 903-904 recv(4, 255) = 7`);
    expect(linkTexts(timeline).filter((link) => /causes 5|completes/.test(link))).toEqual([
      'client#4 causes 5 later [4,8)',
      'client#5 causes 5 later [8,12)',
      'client#2 completes 2 in-call',
      'server#4 completes 3 in-call',
      'server#5 completes 5 earlier [4,5)',
      'server#6 completes 5 earlier [5,12)',
    ]);
  });

  it('counts what a call returned, not what it asked for, and gives MSG_PEEK no bytes', () => {
    const timeline = scenario(`${HANDSHAKE}
      client 50-51 send(3, 100) = 40
      > 50 P. len 40
      server 60-61 recv(4, 255, MSG_PEEK) = 40
      server 62-63 recv(4, 255) = 40
      client 70-71 send(3, 60) = -1 EAGAIN
      client 72-73 send(3, 60) = 60
      > 72 P. len 60`);
    expect(linkTexts(timeline)).toContain('client#5 causes 5 in-call [40,100)');
    expect(linkTexts(timeline).filter((link) => link.startsWith('server#5'))).toEqual(['server#5 completes 4 earlier']);
    expect(linkTexts(timeline)).toContain('server#6 completes 4 earlier [0,40)');
  });

  it('lets a recv(MSG_PEEK) wait for the last byte that it saw', () => {
    const timeline = scenario(`${HANDSHAKE}
      > 60 P. len 4
      > 70 P. len 6
      server 50-61 recv(4, 2) = 2
      server 62-71 recv(4, 50, MSG_PEEK) = 8
      server 72-73 recv(4, 50) = 8`);
    expect(
      linkTexts(timeline)
        .filter((link) => /server#[5-7] completes/.test(link))
        .sort(),
    ).toEqual([
      'server#5 completes 4 in-call [0,2)',
      'server#6 completes 5 in-call',
      'server#7 completes 5 earlier [4,10)',
    ]);
  });

  it('links a retransmission to its send() and gives it to the kernel', () => {
    const timeline = scenario(`${HANDSHAKE}
      client 50-51 send(3, 10) = 10
      > 50 P. len 10
      > 20050 P. len 10 seq 0`);
    expect(ownerTexts(timeline)[4]).toBe('kernel: retransmission');
    expect(kernelText(timeline, 5)).toBe('repeats bytes 0..9 of send(3)');
    expect(linkTexts(timeline)).toContain('client#3 causes 5 later [0,10) again');
  });

  it('does not call an ACK delayed that answers a repeated segment at once', () => {
    const timeline = scenario(`${HANDSHAKE}
      client 50-60 send(3, 10) = 10
      > 52 P. len 10
      > 200052 P. len 10 seq 0
      < 200060 .`);
    expect(ownerTexts(timeline).slice(4)).toEqual(['kernel: retransmission', 'kernel: ack']);
  });

  it('waits for the segment that fills a hole, not for the one behind it', () => {
    const timeline = scenario(`${HANDSHAKE}
      client 50-51 send(3, 20) = 20
      > 51 P. len 10 seq 10
      > 90 . len 10 seq 0
      server 60-95 recv(4, 255) = 20`);
    expect(linkTexts(timeline).filter((link) => link.startsWith('server#5'))).toEqual([
      'server#5 completes 5 in-call [0,10)',
    ]);
  });

  it('lets poll() wait for the first byte that is not read yet, or for the FIN', () => {
    const timeline = scenario(`${HANDSHAKE}
      client 50-51 send(3, 10) = 10
      > 50 P. len 10
      server 60-61 poll(4, POLLIN) = 1
      server 62-63 recv(4, 4) = 4
      server 64-65 poll(4, POLLIN) = 1
      server 66-67 recv(4, 255) = 6
      > 80 F.
      server 70-85 poll(4, POLLIN) = 1
      server 86-89 poll(4, POLLOUT) = 1`);
    expect(linkTexts(timeline).filter((link) => /server#(5|7|9|10) /.test(link))).toEqual([
      'server#5 completes 4 earlier',
      'server#7 completes 4 earlier',
      'server#9 completes 5 in-call',
    ]);
    expect(timeline.calls.find(({ id }) => id === 'server#9')).toMatchObject({ connection: 0, shownIn: [0] });
  });

  it('names the window update', () => {
    const timeline = scenario(`${HANDSHAKE}
      client 50-51 send(3, 10) = 10
      > 50 P. len 10
      < 51 . win 100
      < 90 . win 400`);
    expect(ownerTexts(timeline).slice(4)).toEqual(['kernel: ack', 'kernel: window-update']);
  });

  it('tells a keep-alive from a zero-window probe by the window', () => {
    const alive = `${HANDSHAKE}
      client 50-51 send(3, 10) = 10
      > 50 P. len 10
      < 51 . win 0
      > 900 . seq 9
      < 901 . win 0`;
    expect(ownerTexts(scenario(alive)).slice(5)).toEqual(['kernel: zero-window-probe', 'kernel: ack']);
    expect(kernelText(scenario(alive), 7)).toBe('answers the probe: the receive buffer is still full');
    expect(ownerTexts(scenario(alive.replaceAll('win 0', 'win 100'))).slice(5)).toEqual([
      'kernel: keep-alive',
      'kernel: keep-alive-answer',
    ]);
  });

  it('finds the accepted socket of a connection whose handshake came before the capture', () => {
    const timeline = scenario(`${SETUP}
      server 4-45 accept(3) = 4
      client 5 socket() = 3
      client 10-40 connect(3) = 0
      > 5000 .
      server 6000-6010 close(4) = 0
      < 6002 F.`);
    expect(ownerTexts(timeline)).toEqual(['kernel: ack', 'server#5']);
    expect(kernelText(timeline, 1)).toBe('acknowledges what came before the capture began');
    expect(timeline.calls.filter(({ inferred }) => inferred)).toEqual([]);
  });

  it('turns a connection round whose client the capture guessed wrong, by the higher port', () => {
    const timeline = scenario(`
      server 0 socket() = 3
      server 1 bind(3, 127.0.0.1:50000) = 0
      server 2 listen(3, 5) = 0
      server 4-45 accept(3) = 4 @127.0.0.1:8888
      client 5 socket() = 3
      client 10-40 connect(3, 127.0.0.1:50000) = 0 @127.0.0.1:8888
      > 5000 P. len 5
      < 5002 .
      server 6000-6010 close(4) = 0
      > 6002 F.`);
    expect(timeline.connections[0]).toMatchObject({
      connection: {
        client: { port: 8888 },
        server: { port: 50000 },
        payloadBytes: { clientToServer: 0, serverToClient: 5 },
        close: { clientFin: null, serverFin: { packet: 3 } },
      },
      clientProcess: 'client',
      serverProcess: 'server',
    });
    expect(timeline.calls.find(({ call }) => call.call === 'connect')?.role).toBe('client');
    expect(timeline.packets.map(({ packet }) => packet.flow?.fromClient)).toEqual([false, true, false]);
    expect(ownerTexts(timeline)[2]).toBe('server#5');
  });

  it('leaves bytes unknown where the trace began after the socket was made', () => {
    const timeline = scenario(`> 12 S
      < 20 S.
      > 30 .
      server 40-41 send(4, 3) = 3 @127.0.0.1:50000
      client 50-51 send(3, 6) = 6
      > 50 P. len 6`);
    expect(ownerTexts(timeline)[3]).not.toBe('client#1');
    expect(timeline.links.filter(({ call }) => !call.startsWith('inferred'))).toEqual([]);
  });
});

describe('buildTimeline() of many sockets', () => {
  it('keeps sockets apart that had the same descriptor', () => {
    const timeline = scenario(`${SETUP}
      server 4-45 accept(3) = 4 @127.0.0.1:50000
      client 5 socket() = 3
      client 10-40 connect(3) = 0 @127.0.0.1:50000
      > 12 S
      < 20 S.
      > 30 .
      client 46-47 close(3) = 0
      > 46 F.
      server 48-49 close(4) = 0
      < 48 F.
      > 49 .
      server 54-95 accept(3) = 4 @127.0.0.1:50001
      client 55 socket() = 3
      client 60-90 connect(3) = 0 @127.0.0.1:50001
      1> 62 S
      1< 70 S.
      1> 80 .
      client 96-97 send(3, 5) = 5
      1> 96 P. len 5`);
    expect(timeline.calls.find(({ id }) => id === 'client#6')?.connection).toBe(1);
    expect(linkTexts(timeline)).toContain('client#6 causes 10 in-call [0,5)');
    expect(timeline.calls.find(({ id }) => id === 'server#3')?.shownIn).toEqual([0, 1]);
    expect(ownerTexts(timeline)).not.toContain('unknown');
  });

  it('finds the connection of a client that asked for the address of every interface', () => {
    const timeline = scenario(`client 5 socket() = 3
      client 10-40 connect(3, 0.0.0.0:8888) = 0 @127.0.0.1:50000
      > 12 S
      < 20 S.
      > 30 .`);
    expect(ownerTexts(timeline)[0]).toBe('client#2');
    const refused = scenario(`client 5 socket() = 3
      client 10-40 connect(3, 0.0.0.0:8888) = -1 ECONNREFUSED
      > 12 S
      < 20 R.`);
    expect(linkTexts(refused)).toEqual(['client#2 causes 1 in-call', 'client#2 completes 2 in-call']);
    expect([...timeline.problems, ...refused.problems]).toEqual([]);
  });

  it('matches a listener on every address and an IPv4-mapped peer', () => {
    const timeline = scenario(
      HANDSHAKE.replace('bind(3, 127.0.0.1:8888)', 'bind(3, [::]:8888)').replace(
        'accept(3) = 4',
        'accept(3) = 4 @[::ffff:127.0.0.1]:50000',
      ),
    );
    expect(linkTexts(timeline)).toContain('server#4 completes 3 in-call');
    expect(timeline.problems).toEqual([]);
  });
});

describe('buildTimeline() without traces', () => {
  it('infers what the packets prove, and only that', () => {
    const packets = ARTICLE.split('\n').filter((line) => /^\s*[<>]/.test(line));
    const timeline = scenario(packets.join('\n'));
    expect(timeline.calls.map(({ id, text, inferred }) => `${id} ${text} ${inferred}`)).toEqual([
      'inferred-0#1 connect(?, 127.0.0.1:8888) = 0 true',
      'inferred-0#2 send(?, 6) = ? true',
      'inferred-0#3 send(?, 24) = ? true',
      'inferred-0#4 close(?) or shutdown(?, SHUT_WR) true',
      'inferred-0#5 close(?) or shutdown(?, SHUT_WR) true',
    ]);
    expect(ownerTexts(timeline)).not.toContain('unknown');
    expect(timeline.calls[0]?.call).toMatchObject({ fd: null, enterNs: timeAt(12), returnNs: timeAt(30) });
    expect(timeline.connections[0]).toMatchObject({ clientProcess: null, serverProcess: null });
  });

  it('takes no side on the calls behind a reset', () => {
    const timeline = scenario(`> 12 S
      < 20 S.
      > 30 .
      < 40 R.`);
    expect(ownerTexts(timeline)[3]).toBe('unknown');
    expect(kernelText(timeline, 4)).toContain('were not traced');
  });

  it('takes its input from an object with getters, such as a recording that grows', () => {
    const input = scenarioInput(ARTICLE);
    class Growing {
      get traces(): typeof input.traces {
        return input.traces;
      }
      get packets(): typeof input.packets {
        return input.packets;
      }
      get connections(): typeof input.connections {
        return input.connections;
      }
    }
    expect(buildTimeline(new Growing())).toEqual(buildTimeline(input));
  });

  it('gives calls alone back without packets or problems', () => {
    const timeline = scenario(`client 10-40 connect(3) = 0`);
    expect(timeline).toMatchObject({ packets: [], links: [], connections: [], problems: [] });
    expect(timeline.calls).toHaveLength(1);
  });

  it('refuses two traces of one process name, whose calls would have the same ids', () => {
    const { traces, ...captured } = scenarioInput('client 10-40 connect(3) = 0');
    expect(() => buildTimeline({ ...captured, traces: [...traces, ...traces] })).toThrow(RangeError);
  });
});
