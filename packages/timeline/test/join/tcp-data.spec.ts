import { kernelText, linkTexts, ownerTexts, scenario } from './scenario';
import { HANDSHAKE, SETUP } from './tcp-scripts';

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
      'client#2 completes 2 in-call',
      'server#4 completes 3 in-call',
      'client#4 causes 5 later [4,8)',
      'client#5 causes 5 later [8,12)',
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
      > 204050 P. len 10 seq 0`);
    expect(ownerTexts(timeline)[4]).toBe('kernel: retransmission');
    expect(kernelText(timeline, 5)).toBe('repeats bytes 0..9 of send(3): no acknowledgment for 204ms');
    expect(linkTexts(timeline)).toContain('client#3 causes 5 later [0,10) again');
  });

  it('names a tail loss probe: the tail repeated once, unasked, before the timer can have', () => {
    const timeline = scenario(`${HANDSHAKE}
      client 50-51 send(3, 10) = 10
      client 52-53 send(3, 10) = 10
      > 50 P. len 10
      > 52 P. len 10
      > 20050 P. len 10 seq 10
      > 40050 P. len 10 seq 10`);
    expect(ownerTexts(timeline).slice(5)).toEqual(['kernel: tail-loss-probe', 'kernel: retransmission']);
    expect(kernelText(timeline, 6)).toBe(
      'repeats bytes 10..19 of send(3) after 20.0ms: a probe whether the tail was lost (no loss is known)',
    );
    expect(linkTexts(timeline)).toContain('client#4 causes 6 later [10,20) again');
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
