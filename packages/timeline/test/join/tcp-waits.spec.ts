import { kernelText, linkTexts, ownerTexts, scenario } from './scenario';
import { HANDSHAKE, SETUP } from './tcp-scripts';

function linksOf(text: string, call: string): string[] {
  return linkTexts(scenario(text)).filter((link) => link.startsWith(`${call} `));
}

describe('buildTimeline() of descriptors and options', () => {
  it('gives bytes of a dup()ed descriptor to its own calls, and the FIN to the last close()', () => {
    const timeline = scenario(`${HANDSHAKE}
      client 50 dup(3) = 5
      client 52-54 close(3) = 0
      client 60-65 send(5, 10) = 10
      > 62 P. len 10
      client 70-75 close(5) = 0
      > 72 F.`);
    expect(ownerTexts(timeline).slice(3)).toEqual(['client#5', 'client#6']);
    expect(timeline.packets[4]?.owner).toMatchObject({ text: 'closes the last of 2 descriptors' });
  });

  it('gives what TCP_CORK held back to the setsockopt() that let it go, and links the bytes to their calls', () => {
    const timeline = scenario(`${HANDSHAKE}
      client 50-51 setsockopt(3, TCP_CORK, 1) = 0
      client 60-61 send(3, 4) = 4
      client 62-63 send(3, 6) = 6
      client 70-75 setsockopt(3, TCP_CORK, 0) = 0
      > 72 P. len 10`);
    expect(ownerTexts(timeline)[3]).toBe('client#6');
    expect(linkTexts(timeline).slice(-3)).toEqual([
      'client#4 causes 4 later [0,4)',
      'client#5 causes 4 later [4,10)',
      'client#6 causes 4 in-call',
    ]);
  });

  it('tells a keep-alive from a zero-window probe by what waits to be sent', () => {
    const idle = `${HANDSHAKE}
      client 50-55 send(3, 10) = 10
      > 52 P. len 10
      < 54 . win 0`;
    const probe = `
      > 1000000 . seq 9`;
    const waiting = `
      client 60-62 send(3, 5, MSG_DONTWAIT) = 5`;
    const asked = `
      client 45-46 setsockopt(3, SO_KEEPALIVE, 1) = 0`;
    expect(ownerTexts(scenario(idle + probe))[5]).toBe('kernel: zero-window-probe');
    expect(ownerTexts(scenario(idle + asked + probe))[5]).toBe('kernel: keep-alive');
    expect(kernelText(scenario(idle + waiting + probe), 6)).toMatch(/5 bytes wait/);
  });

  it('names a challenge ACK', () => {
    const timeline = scenario(`
      client 10-900 connect(3) = 0
      > 12 S
      < 20 . seq 900 ack 700
      > 30 R seq 699`);
    expect(ownerTexts(timeline).slice(1)).toEqual(['kernel: challenge-ack', 'kernel: reset-dead-socket']);
  });
});

describe('buildTimeline() of waits', () => {
  it('links a send() that blocked on a full window to the ACK that freed its space', () => {
    const full = `${HANDSHAKE}
      client 45-46 setsockopt(3, SO_SNDBUF, 1000) = 0
      client 50-9100 send(3, 3000) = 3000
      > 52 P. len 1000
      < 54 . win 0
      < 9000 . win 1000
      > 9002 P. len 1000
      < 9004 . win 1000
      > 9006 P. len 1000`;
    expect(linksOf(full, 'client#4')).toContain('client#4 completes 8 in-call');
    const open = full.replace('win 0', 'win 5000');
    expect(linksOf(open, 'client#4').filter((link) => link.includes('completes'))).toEqual([]);
  });

  it('links poll() after EINPROGRESS to the SYN-ACK', () => {
    const links = linksOf(
      `${SETUP}
      client 5 socket() = 3
      client 10-12 connect(3) = -1 EINPROGRESS @127.0.0.1:50000
      > 11 S
      client 20-45 poll(3, POLLOUT) = 1
      < 40 S.
      > 41 .`,
      'client#3',
    );
    expect(links).toEqual(['client#3 completes 2 in-call']);
  });

  it('links poll() on a listener, and accept(), to the ACK of the connection', () => {
    const timeline = scenario(`${SETUP}
      server 4-45 poll(3, POLLIN) = 1
      server 46-47 accept(3) = 4
      client 10-40 connect(3) = 0
      > 12 S
      < 20 S.
      > 30 .`);
    expect(linkTexts(timeline)).toEqual(
      expect.arrayContaining(['server#4 completes 3 in-call', 'server#5 completes 3 earlier']),
    );
  });

  it('links accept() to the first data behind TCP_DEFER_ACCEPT, and to the ACK of a repeated SYN-ACK', () => {
    const deferred = `${SETUP}
      server 3 setsockopt(3, TCP_DEFER_ACCEPT, 5) = 0
      server 4-90 accept(3) = 4
      client 10-40 connect(3) = 0
      > 12 S
      < 20 S.
      > 30 .
      client 50-60 send(3, 5) = 5
      > 52 P. len 5`;
    expect(linksOf(deferred, 'server#5')).toEqual(['server#5 completes 4 in-call']);
    const repeated = `${SETUP}
      server 4-1000090 accept(3) = 4
      client 10-40 connect(3) = 0
      > 12 S
      < 20 S.
      > 30 .
      < 1000020 S.
      > 1000030 .`;
    expect(linksOf(repeated, 'server#4')).toEqual(['server#4 completes 5 in-call']);
    expect(kernelText(scenario(repeated), 4)).toContain("although the client's ACK #3 was seen");
    const crossed = repeated.replaceAll('10000', '1');
    expect(linksOf(crossed, 'server#4')).toEqual(['server#4 completes 3 in-call']);
    expect(kernelText(scenario(crossed), 4)).toContain("the client's ACK #3 was on its way");
  });

  it('links close() with SO_LINGER to the ACK of its FIN', () => {
    const links = linksOf(
      `${HANDSHAKE}
      client 45-46 setsockopt(3, SO_LINGER, {l_onoff=1; l_linger=5}) = 0
      client 50-40100 close(3) = 0
      > 52 F.
      < 40050 .`,
      'client#4',
    );
    expect(links).toEqual(['client#4 causes 4 in-call', 'client#4 completes 5 in-call']);
  });

  it('links a recv() to the copy that the other end asked for, not to the one that was lost', () => {
    const links = linksOf(
      `${HANDSHAKE}
      client 50-55 send(3, 30) = 30
      > 51 P. len 10
      > 52 P. len 10
      < 60 . ack 0
      < 61 . ack 0
      > 70 P. len 10 seq 0
      < 80 . ack 20
      server 50-75 recv(4, 20) = 20`,
      'server#5',
    );
    expect(links).toEqual(['server#5 completes 8 in-call [0,10)']);
  });
});
