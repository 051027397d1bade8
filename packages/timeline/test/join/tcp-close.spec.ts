import { exitText } from '../../src/join/close-owner';
import { kernelText, linkTexts, ownerTexts, scenario, stateTexts } from './scenario';
import { FOUR_SEGMENT_CLOSE, HANDSHAKE, SETUP } from './tcp-scripts';

describe('buildTimeline() of a close', () => {
  it('links four segments: FIN to close(), recv() = 0 to the FIN, and names the delayed ACK', () => {
    const timeline = scenario(FOUR_SEGMENT_CLOSE);
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
      'no traced call closed the socket; the trace of client stops after connect(3), 260µs before this packet: ' +
        'killed, or its trace lost what came then',
    );
  });

  it('says what is known of a process whose end nobody recorded, and guesses nothing', () => {
    const blocked = scenario(`${HANDSHAKE}
      client 50- recv(3, 255)
      > 300 F.`);
    expect(kernelText(blocked, 4)).toBe(
      'no traced call closed the socket; the trace of client stops inside recv(3), entered 250µs before this packet: ' +
        'killed in it, or its trace lost what came then',
    );
    const alive = scenario(`${HANDSHAKE}
      > 300 F.
      client 9000-9001 socket() = 5`);
    expect(kernelText(alive, 4)).toBe(
      'no traced call closed the socket; client lived on and called socket(?) later: ' +
        'a call that is not traced closed it, or another process',
    );
    expect([blocked, alive].map((timeline) => ownerTexts(timeline)[3])).toEqual(['unknown', 'unknown']);
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
