import fc from 'fast-check';
import type { TracedCall } from '@sockscope/core/trace';
import { buildTimeline } from '../../src';
import type { TimelineInput } from '../../src';
import { plain } from './plain';
import { linkTexts, ownerTexts, scenario, scenarioInput } from './scenario';
import { ARTICLE, HANDSHAKE } from './tcp-scripts';

/** The input as if the server ran on a host whose clock shows so much more, growing by `drift` nanoseconds a microsecond. */
function withServerClock(input: TimelineInput, offsetNs: bigint, drift = 0): TimelineInput {
  const startNs = input.packets[0]?.timestampNs ?? 0n;
  const shift = (ns: bigint): bigint => ns + offsetNs + BigInt(Math.round((Number(ns - startNs) * drift) / 1000));
  const shifted = (call: TracedCall): TracedCall => ({
    ...call,
    local: call.call === 'accept' ? { address: '127.0.0.1', port: 8888 } : call.local,
    enterNs: shift(call.enterNs),
    returnNs: call.returnNs === null ? null : shift(call.returnNs),
  });
  const traces = input.traces.map((trace) =>
    trace.process.role === 'server' ? { ...trace, calls: trace.calls.map(shifted) } : trace,
  );
  return { ...input, traces };
}

describe('buildTimeline().clocks', () => {
  it('says of one clock that offset 0 fits every call', () => {
    const { clocks } = scenario(ARTICLE);
    expect(clocks).toMatchObject([
      { process: 'server', kind: 'one-clock', offsetNs: 0n, driftPpm: 0 },
      { process: 'client', kind: 'one-clock', offsetNs: 0n, driftPpm: 0 },
    ]);
  });

  it('finds the offset of another host, and joins as if there were none', () => {
    const input = scenarioInput(ARTICLE);
    const seconds = fc.bigInt({ min: -5_000_000_000_000n, max: 5_000_000_000_000n });
    fc.assert(
      fc.property(
        seconds.filter((ns) => ns > 3_000_000n || ns < -3_000_000n),
        (offsetNs) => {
          const timeline = buildTimeline(withServerClock(input, offsetNs));
          const clock = timeline.clocks?.find(({ process }) => process === 'server');
          const errorNs = (clock?.offsetNs ?? 0n) + offsetNs;
          expect(errorNs < 0n ? -errorNs : errorNs).toBeLessThanOrEqual(clock?.uncertaintyNs ?? -1n);
          expect(clock?.kind).toBe('offset');
          expect(ownerTexts(timeline)).toEqual(ownerTexts(buildTimeline(input)));
          const links = (text: string): string => text.replace(/ (in-call|later|earlier)/, '');
          expect(linkTexts(timeline).map(links)).toEqual(linkTexts(buildTimeline(input)).map(links));
          expect(timeline.problems).toEqual([]);
        },
      ),
    );
  });

  it('finds the drift of a long run', () => {
    const rounds = Array.from({ length: 200 }, (_, round) => {
      const at = 1_000_000 * (round + 1);
      return `client ${at}-${at + 10} send(3, 10) = 10
        > ${at + 2} P. len 10
        < ${at + 4} .
        server ${at - 20}-${at + 8} recv(4, 255) = 10
        server ${at + 20}-${at + 30} send(4, 10) = 10
        < ${at + 22} P. len 10
        > ${at + 24} .
        client ${at + 19}-${at + 28} recv(3, 255) = 10`;
    });
    const input = scenarioInput([HANDSHAKE, ...rounds].join('\n'));
    const { clocks, problems } = buildTimeline(withServerClock(input, 60_000_000_000n, 0.05));
    expect(problems).toEqual([]);
    expect(clocks?.[0]).toMatchObject({ process: 'server', kind: 'drift' });
    expect(clocks?.[0]?.driftPpm).toBeCloseTo(-50, 0);
  });

  it('says that bounds contradict each other, and calls no cause late', () => {
    const timeline = scenario(`${HANDSHAKE}
      client 500-510 send(3, 10) = 10
      > 300 P. len 10
      server 200-250 recv(4, 255) = 10`);
    const clock = timeline.clocks?.find(({ process }) => process === 'client');
    expect(clock?.kind).toBe('contradictory');
    expect(clock?.text).toContain('contradict each other by ');
    expect(linkTexts(timeline)).toEqual(
      expect.arrayContaining(['client#3 causes 4 in-call [0,10)', 'server#5 completes 4 in-call [0,10)']),
    );
  });

  it('leaves a socket alone whose addresses fit and whose times fit no clock', () => {
    const input = scenarioInput(ARTICLE);
    const crossed = withServerClock(input, 60_000_000_000n);
    const [server, client] = crossed.traces;
    const calls = (server?.calls ?? []).map((call, at) =>
      at < 4
        ? call
        : { ...call, enterNs: call.enterNs - 30_000_000_000n, returnNs: (call.returnNs ?? 0n) - 30_000_000_000n },
    );
    const traces = server === undefined || client === undefined ? [] : [{ ...server, calls }, client];
    const timeline = buildTimeline({ ...crossed, traces });
    expect(timeline.problems.length).toBeGreaterThan(0);
    expect(plain(timeline)).toBeDefined();
    expect(timeline.links.filter(({ call }) => call.startsWith('server'))).toEqual([]);
  });
});

describe('buildTimeline().clocks of UDP alone', () => {
  const EXCHANGE = `server 1 socket(udp) = 3
    server 2 bind(3, 127.0.0.1:8888) = 0
    client 3 socket(udp) = 3
    client 4 bind(3, 127.0.0.1:50000) = 0
    client 10-12 sendto(3, 5, 127.0.0.1:8888) = 5
    > 11 UDP len 5
    server 6-15 recvfrom(3, 255) = 5 @127.0.0.1:50000
    server 20-24 sendto(3, 7, 127.0.0.1:50000) = 7
    < 22 UDP len 7
    client 13-30 recvfrom(3, 255) = 7 @127.0.0.1:8888`;

  it('finds the offset of another host from requests and responses, and joins in the time of the capture', () => {
    const input = scenarioInput(EXCHANGE);
    const offset = fc.bigInt({ min: -5_000_000_000n, max: 5_000_000_000n });
    fc.assert(
      fc.property(
        offset.filter((ns) => ns > 20_000n || ns < -20_000n),
        (offsetNs) => {
          const timeline = buildTimeline(withServerClock(input, offsetNs));
          const clock = timeline.clocks?.find(({ process }) => process === 'server');
          const errorNs = (clock?.offsetNs ?? 0n) + offsetNs;
          expect(clock?.kind).toBe('offset');
          expect(errorNs < 0n ? -errorNs : errorNs).toBeLessThanOrEqual(clock?.uncertaintyNs ?? -1n);
          expect(linkTexts(timeline).filter((link) => link.startsWith('server'))).toEqual([
            'server#3 completes 1 in-call',
            'server#4 causes 2 in-call',
          ]);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('says of one clock that offset 0 fits, and of missing datagrams nothing', () => {
    expect(scenario(EXCHANGE).clocks).toMatchObject([{ kind: 'one-clock' }, { kind: 'one-clock' }]);
    const gap = scenario(EXCHANGE.replace('> 11 UDP len 5', ''));
    expect(gap.clocks?.map(({ kind }) => kind)).toEqual(['unknown', 'unknown']);
  });
});
