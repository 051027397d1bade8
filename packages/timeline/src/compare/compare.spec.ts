import fc from 'fast-check';
import type { HandshakePhases } from '../model';
import { compareHandshakes, comparisonCsv, comparisonJson, comparisonMarkdown, comparisonText } from '.';
import type { HandshakeRun, PhaseStatistics } from '.';

const NONE: HandshakePhases = {
  connectToSynNs: null,
  synToSynAckNs: null,
  synAckToAckNs: null,
  ackToConnectReturnNs: null,
  ackToAcceptReturnNs: null,
};

/** A run of which only SYN -> SYN-ACK is known. */
function run(name: string, durations: readonly number[]): HandshakeRun {
  return { name, phases: durations.map((ns) => ({ ...NONE, synToSynAckNs: BigInt(ns) })) };
}

const SYN_TO_SYN_ACK = 1;
const few = { resamples: 50 };
const samples = fc.array(fc.integer({ min: 0, max: 1_000_000_000 }), { minLength: 1, maxLength: 30 });

function phase(runs: readonly HandshakeRun[], seed = 1): readonly (PhaseStatistics | null)[] {
  return compareHandshakes(runs, { ...few, seed }).phases[SYN_TO_SYN_ACK]?.runs ?? [];
}

describe('compareHandshakes()', () => {
  test('gives count, quantiles and the difference of medians', () => {
    const [base, other] = phase([run('a', [100, 200, 300]), run('b', [150, 250, 350, 450])]);
    expect(base).toEqual({ count: 3, median: 200, p90: 280, p99: 298, difference: { median: 0, low: 0, high: 0 } });
    expect(other).toMatchObject({ count: 4, median: 300, p90: 420, difference: { median: 100 } });
  });

  test('has an interval that excludes zero for runs that lie apart, and spans it for a run and itself', () => {
    const near = Array.from({ length: 40 }, (_, i) => 1000 + i);
    const far = near.map((ns) => ns + 500);
    const [, apart, same] = phase([run('a', near), run('b', far), run('c', near)]);
    expect(apart?.difference?.low).toBeGreaterThan(400);
    expect(same?.difference?.low).toBeLessThanOrEqual(0);
    expect(same?.difference?.high).toBeGreaterThanOrEqual(0);
  });

  test('does not depend on the order within a run', () => {
    fc.assert(
      fc.property(samples, samples, (a, b) => {
        expect(phase([run('a', a.toReversed()), run('b', b.toSorted())])).toEqual(phase([run('a', a), run('b', b)]));
      }),
    );
  });

  test('gives the same for a seed', () => {
    fc.assert(
      fc.property(samples, samples, fc.integer(), (a, b, seed) => {
        const runs = [run('a', a), run('b', b)];
        expect(phase(runs, seed)).toEqual(phase(runs, seed));
      }),
    );
  });

  test('has quantiles and interval ends in order', () => {
    fc.assert(
      fc.property(samples, samples, (a, b) => {
        const [, other] = phase([run('a', a), run('b', b)]);
        expect(other!.median).toBeLessThanOrEqual(other!.p90);
        expect(other!.p90).toBeLessThanOrEqual(other!.p99);
        expect(other!.difference!.low).toBeLessThanOrEqual(other!.difference!.high);
      }),
    );
  });

  test('shifts the difference and its interval by what is added to a run', () => {
    fc.assert(
      fc.property(samples, samples, fc.integer({ min: 0, max: 1_000_000 }), (a, b, added) => {
        const [, before] = phase([run('a', a), run('b', b)]);
        const [, after] = phase([
          run('a', a),
          run(
            'b',
            b.map((ns) => ns + added),
          ),
        ]);
        expect(after!.difference!.median).toBe(before!.difference!.median + added);
        expect(after!.difference!.low).toBeCloseTo(before!.difference!.low + added, 3);
        expect(after!.difference!.high).toBeCloseTo(before!.difference!.high + added, 3);
      }),
    );
  });

  test('leaves a phase without data absent, and the difference where the base has none', () => {
    const comparison = compareHandshakes([run('a', []), run('b', [5])], few);
    expect(comparison.phases.map(({ runs }) => runs[0])).toEqual([null, null, null, null, null]);
    expect(comparison.phases[SYN_TO_SYN_ACK]?.runs[1]).toMatchObject({ count: 1, median: 5, difference: null });
    expect(comparisonText(comparison).join('\n')).toContain('no data');
    expect(JSON.stringify(comparisonJson(comparison))).not.toMatch(/connectToSynNs":\{"count|"differenceNs"/);
  });

  test.each([{ resamples: 0 }, { resamples: 1.5 }, { confidence: 0 }, { confidence: 1 }, { confidence: Number.NaN }])(
    'refuses %o',
    (options) => {
      expect(() => compareHandshakes([], options)).toThrow(RangeError);
    },
  );
});

describe('renderers of a comparison', () => {
  const hostile = '=HYPERLINK("x")|\u001b[2J,`<b>`\n';
  const comparison = compareHandshakes([run('base', [1000, 3000]), run(hostile, [1500, 3500])], few);

  test('comparisonText() prints the definition of each phase and units with each figure', () => {
    const text = comparisonText(comparison).join('\n');
    expect(text).toContain('SYN -> SYN-ACK: from SYN to SYN-ACK');
    expect(text).toMatch(/base +2 +2\.00µs +2\.80µs +2\.98µs +0ns +0ns \.\. 0ns/);
    expect(text).not.toContain('\u001b');
  });

  test('comparisonText() and comparisonMarkdown() say where values are too few for an interval', () => {
    const many = Array.from({ length: 6 }, (_, i) => 1000 + i);
    const lines = (sample: readonly number[]): string => {
      const table = compareHandshakes([run('base', many), run('other', sample)], few);
      return [...comparisonText(table), ...comparisonMarkdown(table)].filter((line) => line.includes('other')).join();
    };
    expect(lines(many.slice(1)).match(/too few to tell/g)).toHaveLength(2);
    expect(lines(many)).not.toContain('too few');
  });

  test('comparisonJson() gives every time as a string of whole nanoseconds', () => {
    expect(comparisonJson(comparison)).toMatchObject({
      base: 'base',
      definitions: { synToSynAckNs: { from: 'SYN', to: 'SYN-ACK' } },
      runs: [
        { phases: { synToSynAckNs: { count: 2, medianNs: '2000', p90Ns: '2800', differenceNs: '0' } } },
        { name: hostile, phases: { synToSynAckNs: { medianNs: '2500', differenceNs: '500' } } },
      ],
    });
  });

  test('comparisonCsv() quotes what needs it and defuses formulas', () => {
    const records = comparisonCsv(comparison);
    expect(records).toHaveLength(1 + 5 * 2);
    expect(records.every((record) => record.endsWith('\r\n'))).toBe(true);
    expect(records[3]).toBe('SYN -> SYN-ACK,SYN,SYN-ACK,base,2,2000,2800,2980,0,0,0\r\n');
    expect(records[4]).toContain(`,"'=HYPERLINK(""x"")|\u001b[2J,\`<b>\`\n",2,2500,`);
    expect(records[1]).toBe('connect -> SYN,connect() entered,SYN on the wire,base,0,,,,,,\r\n');
  });

  test('comparisonMarkdown() keeps names within their cells', () => {
    const table = comparisonMarkdown(comparison).filter((line) => line.startsWith('|'));
    expect(table).toHaveLength(2 + 5 * 2);
    expect(table.map((line) => line.replaceAll('\\|', '').split('|').length)).toEqual(table.map(() => 10));
    expect(table.join('')).not.toMatch(/[^\\]<b/);
  });
});
