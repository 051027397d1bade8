import { linkTexts, ownerTexts, scenario } from './scenario';

const SERVER = `
  server 0 socket(udp) = 3
  server 1 bind(3, 127.0.0.1:8888) = 0`;

describe('buildTimeline() of UDP', () => {
  it('joins a datagram with the sendto() that made it and the recvfrom() that waited for it', () => {
    const timeline = scenario(`${SERVER}
      server 5-20 recvfrom(3, 255) = 6
      client 9 socket(udp) = 3
      client 10-18 sendto(3, 6) = 6
      > 12 UDP len 6
      server 25-30 sendto(3, 8, 127.0.0.1:50000) = 8
      < 27 UDP len 8
      client 19-29 recvfrom(3, 255) = 8`);
    expect(ownerTexts(timeline)).toEqual(['client#2', 'server#4']);
    expect(linkTexts(timeline)).toEqual([
      'client#2 causes 1 in-call',
      'server#3 completes 1 in-call',
      'server#4 causes 2 in-call',
      'client#3 completes 2 in-call',
    ]);
    expect(timeline.connections[0]).toMatchObject({ clientProcess: 'client', serverProcess: 'server', states: [] });
    expect(timeline.calls.every(({ shownIn }) => shownIn.length === 1)).toBe(true);
  });

  it('lets one unconnected socket take part in several exchanges', () => {
    const timeline = scenario(`${SERVER}
      > 12 UDP len 6
      1> 13 UDP len 6
      server 5-20 recvfrom(3, 255) = 6 @127.0.0.1:50000
      server 21-22 recvfrom(3, 255) = 6 @127.0.0.1:50001
      server 30-40 sendto(3, 2, 127.0.0.1:50001) = 2
      1< 32 UDP len 2
      server 50- recvfrom(3, 255)`);
    expect(linkTexts(timeline).filter((link) => link.startsWith('server'))).toEqual([
      'server#3 completes 1 in-call',
      'server#4 completes 2 earlier',
      'server#5 causes 3 in-call',
    ]);
    expect(timeline.calls.find(({ id }) => id === 'server#1')?.shownIn).toEqual([0, 1]);
    expect(timeline.calls.find(({ id }) => id === 'server#6')?.shownIn).toEqual([]);
  });

  it('links ECONNREFUSED of a connected socket to the ICMP error that came before the call', () => {
    const timeline = scenario(`client 9 socket(udp) = 3
      client 10-11 connect(3, 127.0.0.1:8888) = 0
      client 20-30 send(3, 5) = 5
      > 22 UDP len 5
      < 24 ICMP
      client 40-41 send(3, 5) = -1 ECONNREFUSED`);
    expect(ownerTexts(timeline)).toEqual(['client#3', 'kernel: port-unreachable']);
    expect(linkTexts(timeline)).toEqual(['client#3 causes 1 in-call', 'client#4 completes 2 earlier']);
  });

  it('gives each ECONNREFUSED the ICMP error that had come, not the next one that follows within a millisecond', () => {
    const timeline = scenario(`client 9 socket(udp) = 3
      client 10-11 connect(3, 127.0.0.1:8888) = 0
      client 20-30 send(3, 5) = 5
      > 22 UDP len 5
      < 24 ICMP
      client 40-41 send(3, 6) = -1 ECONNREFUSED
      client 50-60 send(3, 7) = 7
      > 52 UDP len 7
      < 54 ICMP
      client 70-71 recv(3, 255) = -1 ECONNREFUSED`);
    expect(linkTexts(timeline).filter((link) => link.includes('completes'))).toEqual([
      'client#4 completes 2 earlier',
      'client#6 completes 4 earlier',
    ]);
  });

  it('takes a truncated and an empty datagram for what they are', () => {
    const timeline = scenario(`${SERVER}
      > 12 UDP len 100
      > 14 UDP len 0
      server 5-20 recvfrom(3, 10) = 10
      server 21-22 recvfrom(3, 10) = 0`);
    expect(linkTexts(timeline).filter((link) => link.startsWith('server'))).toEqual([
      'server#3 completes 1 in-call',
      'server#4 completes 2 earlier',
    ]);
  });

  it('passes over a datagram that the receiver never read', () => {
    const timeline = scenario(`${SERVER}
      > 12 UDP len 7
      > 14 UDP len 9
      server 5-20 recvfrom(3, 255) = 9`);
    expect(linkTexts(timeline)).toContain('server#3 completes 2 in-call');
  });

  it('gives a receive no datagram that came after it returned', () => {
    const timeline = scenario(`${SERVER}
      server 5-20 recvfrom(3, 255) = 9
      > 30 UDP len 9
      server 25-40 recvfrom(3, 255) = 9`);
    expect(linkTexts(timeline).filter((link) => link.startsWith('server'))).toEqual(['server#4 completes 1 in-call']);
  });

  it('leaves a send without a datagram where the capture lost it', () => {
    const timeline = scenario(`client 9 socket(udp) = 3
      client 10-11 connect(3, 127.0.0.1:8888) = 0
      client 20-30 send(3, 5) = 5
      client 40-50 send(3, 5) = 5
      > 42 UDP len 5`);
    expect(linkTexts(timeline)).toEqual(['client#4 causes 1 in-call']);
  });

  it('infers one sendto() a datagram for an end without a trace', () => {
    const timeline = scenario(`> 12 UDP len 5`);
    expect(timeline.calls.map(({ id, text }) => `${id} ${text}`)).toEqual([
      'inferred-0#1 sendto(?, 5, 127.0.0.1:8888) = 5',
    ]);
    expect(ownerTexts(timeline)).toEqual(['inferred-0#1']);
  });
});
