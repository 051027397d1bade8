import fc from 'fast-check';
import { buildTimeline, timelineIndex, TimelineJoiner } from '../../src';
import type { TimelineInput } from '../../src';
import { cutOf } from './growing';
import { plain } from './plain';
import { recordedInput, RECORDED } from './recorded-input';
import { scenarioInput } from './scenario';
import { ARTICLE, HANDSHAKE } from './tcp-scripts';

const SCRIPTS: Readonly<Record<string, string>> = {
  article: ARTICLE,
  'reused ports, a dup()ed descriptor, a queue that is reset': `${HANDSHAKE}
    client 50-51 dup(3) = 5
    client 52-53 send(5, 10) = 10
    > 52 P. len 10
    < 53 .
    client 54-55 close(3) = 0
    client 60-61 close(5) = 0
    > 60 F.
    server 62-63 recv(4, 255) = 10
    server 64-65 recv(4, 255) = 0
    server 70-71 close(4) = 0
    < 70 F.
    > 71 .
    client 80 socket() = 3
    client 81-90 connect(3) = 0 @127.0.0.1:50001
    1> 82 S
    1< 84 S.
    1> 86 .
    client 95-100 connect(6, 127.0.0.1:9) = -1 ECONNREFUSED
    server 200-210 close(3) = 0
    1< 205 R.`,
  'UDP of one server and two clients': `
    server 0 socket(udp) = 3
    server 1 bind(3, 127.0.0.1:8888) = 0
    server 2-12 recvfrom(3, 255) = 6 @127.0.0.1:50000
    client 5 socket(udp) = 3
    client 10-11 sendto(3, 6) = 6
    > 10 UDP len 6
    1> 20 UDP len 7
    server 15-22 recvfrom(3, 255) = 7 @127.0.0.1:50001
    server 30-31 sendto(3, 2, 127.0.0.1:50001) = 2
    1< 30 UDP len 2`,
};

const part = fc.double({ min: 0, max: 1, noNaN: true });
const cuts = fc.array(fc.record({ packets: part, calls: fc.array(part, { minLength: 1, maxLength: 3 }) }), {
  maxLength: 6,
});

/** The cuts in an order in which a recording grows: no part of it shrinks. */
function rising(steps: readonly { readonly packets: number; readonly calls: readonly number[] }[]): typeof steps {
  let packets = 0;
  let calls: readonly number[] = [0, 0, 0];
  return steps.map((step) => {
    packets = Math.max(packets, step.packets);
    calls = calls.map((before, at) => Math.max(before, step.calls[at % step.calls.length] ?? 0));
    return { packets, calls };
  });
}

function check(input: TimelineInput): void {
  const timeline = buildTimeline(input);
  const whole = plain(timeline);
  const { linksByCall, linksByPacket } = timelineIndex(timeline);
  const ofPackets = timeline.packets.flatMap(({ packet }) => linksByPacket.get(packet.number) ?? []);
  expect(ofPackets).toEqual(timeline.links);
  const ofCalls = timeline.calls.flatMap(({ id }) => linksByCall.get(id) ?? []);
  expect(ofCalls.map((link) => JSON.stringify(link)).sort()).toEqual(
    timeline.links.map((link) => JSON.stringify(link)).sort(),
  );
  fc.assert(
    fc.property(cuts, (steps) => {
      const joiner = new TimelineJoiner();
      for (const step of rising(steps)) {
        plain(joiner.update(cutOf(input, step), { isGrowing: true }));
      }
      expect(plain(joiner.update(input, { isGrowing: false }))).toEqual(whole);
    }),
    { numRuns: 60 },
  );
}

describe('TimelineJoiner.update() in any steps gives what buildTimeline() gives of the whole', () => {
  it.each(Object.entries(SCRIPTS))('%s', (_, script) => check(scenarioInput(script)));

  it.each(RECORDED)('recorded: %s', async (name) => check(await recordedInput(name)));
});
