import fc from 'fast-check';
import { udpPacket, tcpPacket } from '../../test/packets';
import { impairmentProblem, NO_IMPAIRMENT } from './impairment';
import type { Impairment } from './impairment';
import { RuleBook } from './rule-book';
import { WirePath } from './wire-path';
import type { Verdict } from './wire-path';
import type { WireRule } from './wire-rule';

const MS = 1e6;

interface Sent {
  readonly atMs: number;
  readonly packet: Uint8Array;
}

interface Carried {
  /** Numbers of the packets (see udpPacket()) in the order of their arrival. */
  readonly numbers: number[];
  readonly arrivedMs: number[];
  readonly verdicts: Verdict[];
}

/** Sends packets at their times, in order, and takes each when it is due. */
function carry(impairment: Partial<Impairment>, sent: readonly Sent[], rules = new RuleBook()): Carried {
  const carried: Carried = { numbers: [], arrivedMs: [], verdicts: [] };
  const path = new WirePath('client', { ...NO_IMPAIRMENT, ...impairment }, rules, (verdict) =>
    carried.verdicts.push(verdict),
  );
  const takeUntil = (untilNs: number): void => {
    while (path.nextDueNs <= untilNs) {
      const nowNs = path.nextDueNs;
      for (let packet = path.take(nowNs); packet; packet = path.take(nowNs)) {
        carried.numbers.push(packet[packet.length - 1] ?? -1);
        carried.arrivedMs.push(nowNs / MS);
      }
    }
  };
  for (const { atMs, packet } of sent) {
    takeUntil(atMs * MS);
    path.offer(packet, atMs * MS);
  }
  takeUntil(Number.MAX_VALUE);
  return carried;
}

const packets = (count: number, everyMs = 1): Sent[] =>
  Array.from({ length: count }, (_none, index) => ({ atMs: index * everyMs, packet: udpPacket(index) }));
const count = (numbers: readonly number[]) => [...numbers.keys()];

function rulesOf(...rules: (Pick<WireRule, 'action' | 'match'> & Partial<WireRule>)[]): RuleBook {
  const book = new RuleBook();
  rules.forEach((rule, index) => book.add(index + 1, { skip: 0, count: 1, ...rule }));
  return book;
}

describe('WirePath', () => {
  test('delivers each packet after exactly the delay, in order', () => {
    const { numbers, arrivedMs } = carry({ delayMs: 20 }, packets(5));
    expect(numbers).toEqual([0, 1, 2, 3, 4]);
    expect(arrivedMs).toEqual([20, 21, 22, 23, 24]);
  });

  test('keeps order and bounds with any jitter, and loses and repeats nothing by it', () => {
    fc.assert(
      fc.property(fc.integer(), fc.nat(50), fc.nat(50), fc.array(fc.nat(5), { maxLength: 60 }), (seed, a, b, gaps) => {
        const [jitterMs, delayMs] = [Math.min(a, b), Math.max(a, b)];
        let atMs = 0;
        const sent = gaps.map((gapMs, index) => ({ atMs: (atMs += gapMs), packet: udpPacket(index) }));
        const { numbers, arrivedMs } = carry({ delayMs, jitterMs, seed }, sent);
        expect(numbers).toEqual(count(sent.map(() => 0)));
        arrivedMs.forEach((arrived, index) => {
          const onItsWayMs = arrived - (sent[index]?.atMs ?? 0);
          expect(onItsWayMs).toBeGreaterThanOrEqual(delayMs - jitterMs - 1e-6);
          // A packet behind a late one arrives with it; that one was itself no later than this.
          expect(arrived).toBeLessThanOrEqual(
            Math.max(...sent.slice(0, index + 1).map((s) => s.atMs)) + delayMs + jitterMs + 1e-6,
          );
        });
      }),
    );
  });

  test('meets the same packets with the same seed, others with another, and about as many as it was told', () => {
    const lossRatio = 0.1;
    const first = carry({ lossRatio, seed: 7 }, packets(250));
    expect(carry({ lossRatio, seed: 7 }, packets(250))).toEqual(first);
    expect(carry({ lossRatio, seed: 8 }, packets(250)).numbers).not.toEqual(first.numbers);
    // Of 250 packets 25 ± 5 standard deviations; the seed makes the figure certain.
    expect(first.verdicts.length).toBeGreaterThan(0);
    expect(Math.abs(first.verdicts.length - 25)).toBeLessThan(24);
    expect(first.numbers.length).toBe(250 - first.verdicts.length);
    // What is lost does not depend on what else happens to packets.
    const both = carry({ lossRatio, duplicateRatio: 0.2, reorderRatio: 0.1, seed: 7 }, packets(250));
    expect(new Set(both.numbers)).toEqual(new Set(first.numbers));
  });

  test('duplicates: the second one directly after the first', () => {
    expect(carry({ duplicateRatio: 1, delayMs: 3 }, packets(3, 10)).numbers).toEqual([0, 0, 1, 1, 2, 2]);
  });

  test('reorders: a packet is overtaken by the next; one that nothing follows goes on alone', () => {
    const { numbers, arrivedMs } = carry({ reorderRatio: 1, delayMs: 5 }, packets(3));
    expect(numbers).toEqual([1, 0, 2]);
    expect(arrivedMs).toEqual([6, 6, 57]);
  });

  test('never makes a packet up, and loses none but by loss', () => {
    const ratio = fc.constantFrom(0, 0.2, 0.5, 1);
    fc.assert(
      fc.property(fc.integer(), ratio, ratio, fc.nat(30), (seed, duplicateRatio, reorderRatio, length) => {
        const { numbers, verdicts } = carry({ seed, duplicateRatio, reorderRatio, delayMs: 1 }, packets(length));
        const twice = verdicts.filter((verdict) => verdict === 'duplicated').length;
        expect(numbers.length).toBe(length + twice);
        expect([...new Set(numbers)].sort((a, b) => a - b)).toEqual(count(packets(length).map(() => 0)));
      }),
    );
  });
});

describe('a rule', () => {
  test('drops the third matching packet, and no other', () => {
    const rules = rulesOf({ match: { protocol: 'udp' }, action: { kind: 'drop' }, skip: 2 });
    const { numbers, verdicts } = carry({}, packets(5), rules);
    expect(numbers).toEqual([0, 1, 3, 4]);
    expect(verdicts).toEqual(['dropped']);
  });

  test('tells packets by flags, ports, payload and sender', () => {
    const sent = [
      { atMs: 0, packet: tcpPacket({ flags: 0x02, payload: [] }) },
      { atMs: 1, packet: tcpPacket({ flags: 0x12, payload: [] }) },
      { atMs: 2, packet: tcpPacket({ flags: 0x18, payload: [9] }) },
      { atMs: 3, packet: udpPacket(5) },
    ];
    const dropped = (match: WireRule['match']) =>
      4 - carry({}, sent, rulesOf({ match, action: { kind: 'drop' }, count: Infinity })).numbers.length;
    expect(dropped({ flags: 'S' })).toBe(1);
    expect(dropped({ flags: 'S.' })).toBe(1);
    expect(dropped({ protocol: 'tcp' })).toBe(3);
    expect(dropped({ protocol: 'tcp', hasPayload: true })).toBe(1);
    expect(dropped({ port: 8888, protocol: 'tcp' })).toBe(3);
    expect(dropped({ port: 1 })).toBe(0);
    expect(dropped({ from: 'client' })).toBe(4);
    expect(dropped({ from: 'server' })).toBe(0);
    expect(dropped({})).toBe(4);
  });

  test('duplicates, and delays so that others overtake', () => {
    expect(carry({}, packets(2), rulesOf({ match: {}, action: { kind: 'duplicate' } })).numbers).toEqual([0, 0, 1]);
    const delay = rulesOf({ match: {}, action: { kind: 'delay', delayMs: 10 } });
    const { numbers, arrivedMs } = carry({ delayMs: 1 }, packets(3), delay);
    expect(numbers).toEqual([1, 2, 0]);
    expect(arrivedMs).toEqual([2, 3, 11]);
  });

  test('cuts the wire from a packet on, for a time', () => {
    const cut = { match: {}, action: { kind: 'drop' }, thenAllFrom: ['client'], count: Infinity } as const;
    expect(carry({}, packets(6), rulesOf({ ...cut, skip: 1, lastsMs: 3 })).numbers).toEqual([0, 4, 5]);
    expect(carry({}, packets(6), rulesOf({ ...cut, skip: 4 })).numbers).toEqual([0, 1, 2, 3]);
  });

  test('holds packets until it is taken back; then they go on their way in order', () => {
    const rules = rulesOf({ match: {}, action: { kind: 'hold' }, count: Infinity });
    const path = new WirePath('server', { ...NO_IMPAIRMENT, delayMs: 2 }, rules, () => undefined);
    for (const { atMs, packet } of packets(3)) path.offer(packet, atMs * MS);
    expect(path.nextDueNs).toBe(Infinity);
    rules.remove(1);
    expect(path.release(1, 100 * MS)).toBe(3);
    expect(path.release(1, 100 * MS)).toBe(0);
    expect(path.take(101 * MS)).toBeNull();
    expect([1, 2, 3, 4].map(() => path.take(102 * MS)?.at(-1))).toEqual([0, 1, 2, undefined]);
  });
});

test.each<[Partial<Impairment>, string | null]>([
  [{}, null],
  [{ delayMs: 20, jitterMs: 20, lossRatio: 1 }, null],
  [{ delayMs: -1 }, 'a delay is from 0 to 60000 ms, not -1'],
  [{ delayMs: NaN }, 'a delay is from 0 to 60000 ms, not NaN'],
  [{ delayMs: 1, jitterMs: 2 }, 'jitter of 2 ms is not within the delay of 1 ms'],
  [{ lossRatio: 1.5 }, 'loss is from 0 to 1, not 1.5'],
  [{ seed: 0.5 }, 'a seed is an integer, not 0.5'],
])('impairmentProblem(%j) is %s', (impairment, problem) => {
  expect(impairmentProblem({ ...NO_IMPAIRMENT, ...impairment })).toBe(problem);
});
