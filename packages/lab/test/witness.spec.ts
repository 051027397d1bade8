import type { Timeline } from '@sockscope/timeline';
import type { WitnessStamp } from '../src/actor/actor-contract';
import { witnessFindings } from '../src/check/witness-findings';

const CLIENT = { address: '127.0.0.1', port: 40000 };
const SERVER = { address: '127.0.0.1', port: 8888 };

/** A connection on which the client sends 5 and 10 bytes in packets 1 and 3, acknowledged by 2 and 4, a call a packet. */
function timeline(): Timeline {
  const packet = (number: number, timestampNs: bigint, fromClient: boolean, acknowledgedBytes: number) => ({
    packet: { number, timestampNs, flow: { connection: 0, fromClient, acknowledgedBytes } },
  });
  const send = (id: string, enterNs: bigint, returnNs: bigint, result: number) => ({
    ...{ id, text: `${id}()`, connection: 0 },
    call: { call: 'send', enterNs, returnNs, result, local: CLIENT },
  });
  const link = (call: string, number: number, from: number, to: number, when: string) => ({
    ...{ call, packet: number, relation: 'causes', bytes: { from, to }, when, isRetransmission: false },
  });
  const parts = {
    connections: [{ connection: { index: 0, client: CLIENT, server: SERVER } }],
    packets: [
      packet(1, 110n, true, 0),
      packet(2, 120n, false, 5),
      packet(3, 310n, true, 0),
      packet(4, 320n, false, 15),
    ],
    calls: [send('one', 100n, 150n, 5), send('two', 200n, 250n, 10)],
    links: [link('one', 1, 0, 5, 'in-call'), link('two', 3, 5, 15, 'later')],
  };
  return parts as unknown as Timeline;
}

function stamp(event: WitnessStamp['event'], index: number, time: bigint): WitnessStamp {
  return { local: CLIENT, peer: SERVER, event, index, time: String(time) };
}

const TRUE: readonly WitnessStamp[] = [
  ...[stamp('queued', 4, 105n), stamp('sent', 4, 109n), stamp('acknowledged', 4, 121n)],
  ...[stamp('queued', 14, 305n), stamp('sent', 14, 309n), stamp('acknowledged', 14, 322n)],
];

describe('witnessFindings()', () => {
  test('finds that links agree with what the kernel noted, and which sends it told nothing of', () => {
    expect(witnessFindings(timeline(), TRUE, 'both')).toEqual({ faults: [], agreed: 6, silent: 0 });
    expect(witnessFindings(timeline(), TRUE.slice(0, 3), 'both')).toEqual({ faults: [], agreed: 3, silent: 1 });
  });

  test.each<[string, WitnessStamp, RegExp]>([
    ['a byte that is the last of no send', stamp('sent', 5, 109n), /last of no send/],
    ['a byte that was sent before its call', stamp('sent', 14, 150n), /before two\(\) was entered/],
    ['a byte that was queued after its packet', stamp('queued', 4, 111n), /captured before/],
    ['a byte that was sent elsewhere than its packet', stamp('sent', 4, 315n), /packet 3 was captured between/],
    [
      'an acknowledgment before any packet says so',
      stamp('acknowledged', 14, 315n),
      /no packet before it acknowledges/,
    ],
    ['a byte that was sent in the call, not later', stamp('sent', 14, 249n), /said to be later/],
  ])('finds %s', (_what, wrong, text) => {
    const { faults, agreed } = witnessFindings(timeline(), [wrong], 'both');
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(text);
    expect(agreed).toBe(0);
  });

  test('finds a link that was moved to another packet', () => {
    const moved = timeline();
    const links = moved.links.map((link) => (link.call === 'one' ? { ...link, packet: 3 } : link));
    expect(witnessFindings({ ...moved, links }, TRUE, 'both').faults.length).toBeGreaterThan(0);
  });
});
