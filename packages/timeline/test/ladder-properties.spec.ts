import fc from 'fast-check';
import type { Timeline } from '../src';
import { displayWidth, renderLadderText } from '../src';
import {
  ladderContext,
  ladderHeading,
  ladderLayout,
  ladderLegend,
  ladderLine,
  ladderRows,
  looseRows,
} from '../src/ladder';
import type { LadderOptions } from '../src/ladder';
import { hostileTexts, scenarios } from './scenarios';
import { TimelineBuilder } from './timeline-builder';

const OBEYED = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;

/** Every line of every ladder of a timeline. */
function allLines(timeline: Timeline, options: LadderOptions): readonly string[] {
  const layout = ladderLayout(options);
  const ladders = [null, ...timeline.connections.keys()].flatMap((connection) => {
    const rows = ladderRows(timeline, connection);
    const context = ladderContext(timeline, connection, rows);
    return [
      ladderHeading(layout, context),
      ...[...rows, ...looseRows(timeline)].map((row) => ladderLine(row, layout, context)),
    ];
  });
  return [...ladders, ...ladderLegend(layout)].map((line) => line.map(({ text }) => text).join(''));
}

describe('ladderLine(), ladderHeading() and ladderLegend()', () => {
  test.each([...Object.entries(scenarios), ['hostile-texts', hostileTexts] as const])(
    'take exactly the width, from 1 to 400 cells, in %s',
    (_, make) => {
      const timeline = make();
      const modes = ['relative', 'wall', 'delta', 'since-syn'] as const;
      for (let width = 1; width <= 400; width += 1) {
        for (const timeMode of width <= 130 ? modes : modes.slice(width % 4, (width % 4) + 1)) {
          const widths = allLines(timeline, { width, timeMode, ascii: width % 2 === 0 }).map(displayWidth);
          expect(new Set(widths)).toEqual(new Set([width]));
        }
      }
    },
  );

  test('give nothing that a terminal obeys, and ASCII alone where asked to', () => {
    for (const width of [20, 40, 60, 80, 120, 200]) {
      expect(allLines(hostileTexts(), { width }).join('')).not.toMatch(OBEYED);
      expect(allLines(hostileTexts(), { width, ascii: true }).join('')).toMatch(/^[ -~]*$/);
    }
  });

  test('hold for any text, numbers and times', () => {
    const text = fc.string({ unit: 'binary', maxLength: 30 });
    const given = fc.record({
      errno: text,
      data: text,
      fd: fc.integer(),
      result: fc.integer(),
      enter: fc.integer({ min: -1e9, max: 1e9 }),
      took: fc.integer({ min: -100, max: 1e9 }),
      sequence: fc.nat(),
      payloadBytes: fc.nat(),
      width: fc.integer({ min: 1, max: 400 }),
    });
    fc.assert(
      fc.property(given, ({ errno, data, fd, result, enter, took, sequence, payloadBytes, width }) => {
        const t = new TimelineBuilder();
        t.connection('tcp', '[::ffff:127.0.0.1]:1', '127.0.0.1:65535');
        const id = t.call({ role: 'client', call: 'send', fd, result, enter, leave: enter + took, data });
        t.call({ role: 'server', call: 'recv', errno, enter, leave: enter + took });
        t.packet({
          at: enter,
          from: 'client',
          flags: 'FSRP.',
          sequence,
          acknowledges: sequence,
          payloadBytes,
          owner: id,
        });
        t.exit('server', enter, errno);
        const lines = allLines(t.build(), { width });
        expect(new Set(lines.map(displayWidth))).toEqual(new Set([width]));
        expect(lines.join('')).not.toMatch(OBEYED);
      }),
    );
  });
});

describe('ladderLayout()', () => {
  test('has the columns of 80 cells that the ladder is designed for', () => {
    const { columns } = ladderLayout({ width: 80 });
    expect(columns).toEqual({
      time: 9,
      delta: 0,
      clientCall: 20,
      clientState: 5,
      wire: 22,
      serverState: 6,
      serverCall: 16,
      note: 0,
    });
  });

  test.each([Number.NaN, -5, 0, 0.5, Number.POSITIVE_INFINITY])('brings a width of %s into range', (width) => {
    const layout = ladderLayout({ width });
    expect(layout.width).toBeGreaterThanOrEqual(1);
    expect(Number.isSafeInteger(layout.width)).toBe(true);
  });
});

describe('ladderRows()', () => {
  test('is one row for a call with nothing inside, and a bracket around what is inside', () => {
    const t = new TimelineBuilder();
    t.connection('tcp', '127.0.0.1:1', '127.0.0.1:2');
    t.call({ role: 'client', call: 'connect', enter: 0, leave: 10, result: 0 });
    t.packet({ at: 5, from: 'client', flags: 'S' });
    t.call({ role: 'client', call: 'send', enter: 20, leave: 30, result: 1 });
    const rows = ladderRows(t.build(), 0);
    expect(rows.map(({ event }) => (event.kind === 'call' ? event.part : event.kind))).toEqual([
      'enter',
      'packet',
      'return',
      'whole',
    ]);
    expect(rows.map(({ brackets }) => brackets.client)).toEqual([['open'], ['inside'], ['close'], []]);
  });

  test('puts entry, packet and return of one nanosecond in this order, and keeps a thread in its own', () => {
    const t = new TimelineBuilder();
    t.connection('tcp', '127.0.0.1:1', '127.0.0.1:2');
    t.call({ role: 'client', call: 'connect', enter: 0, leave: 0, result: 0 });
    t.call({ role: 'client', call: 'send', enter: 0, leave: 0, result: 1 });
    t.packet({ at: 0, from: 'client', flags: 'S' });
    expect(ladderRows(t.build(), 0).map(({ key }) => key)).toEqual([
      'client-2#1',
      '#1',
      'client-2#1/return',
      'client-2#2',
    ]);
  });

  test('keeps packets without a time in capture order, behind the call that made them', () => {
    const t = new TimelineBuilder();
    t.connection('tcp', '127.0.0.1:1', '127.0.0.1:2');
    const connect = t.call({ role: 'client', call: 'connect', enter: 50, leave: 90, result: 0 });
    t.packet({ at: null, from: 'client', flags: 'S', owner: connect });
    t.packet({ at: null, from: 'server', flags: 'S.' });
    expect(ladderRows(t.build(), 0).map(({ key }) => key)).toEqual(['client-2#1', '#1', '#2', 'client-2#1/return']);
  });

  test('keeps the bracket of a call open that never returned, to the end of its process', () => {
    const t = new TimelineBuilder();
    t.connection('tcp', '127.0.0.1:1', '127.0.0.1:2');
    t.call({ role: 'server', call: 'accept', enter: 0 });
    t.packet({ at: 5, from: 'client', flags: 'S' });
    t.exit('server', 9, 'killed by SIGKILL');
    t.packet({ at: 12, from: 'client', flags: 'S' });
    expect(ladderRows(t.build(), 0).map(({ brackets }) => brackets.server)).toEqual([
      ['open'],
      ['inside'],
      ['close'],
      [],
    ]);
  });

  test('gives an inferred call one row where only one moment of it is known', () => {
    const t = new TimelineBuilder();
    t.connection('tcp', '127.0.0.1:1', '127.0.0.1:2');
    const send = t.call({ role: 'client', call: 'send', fd: null, enter: 5, leave: 5, inferred: true });
    t.packet({ at: 5, from: 'client', flags: 'P.', sequence: 1, payloadBytes: 1, owner: send });
    t.call({ role: 'server', call: 'recv', fd: null, enter: 5, inferred: true });
    expect(ladderRows(t.build(), 0).map(({ key, brackets }) => [key, brackets.client.length])).toEqual([
      ['inferred-0#1', 0],
      ['inferred-0#2', 0],
      ['#1', 0],
    ]);
  });

  test('shows data of a packet only where the calls account for every byte', () => {
    const t = new TimelineBuilder();
    t.connection('tcp', '127.0.0.1:1', '127.0.0.1:2');
    const whole = t.call({ role: 'client', call: 'send', enter: 0, leave: 9, result: 4, data: 'abcd' });
    t.packet({ at: 1, from: 'client', flags: 'P.', sequence: 1, payloadBytes: 1, owner: whole });
    t.packet({ at: 2, from: 'client', flags: 'P.', sequence: 2, payloadBytes: 3, owner: whole });
    const lost = t.call({ role: 'client', call: 'send', enter: 10, leave: 19, result: 4, data: 'efgh' });
    t.packet({ at: 12, from: 'client', flags: 'P.', sequence: 7, payloadBytes: 2, owner: lost });
    const packets = ladderRows(t.build(), 0).filter(({ event }) => event.kind === 'packet');
    expect(packets.map(({ data }) => data && String.fromCharCode(...data))).toEqual(['a', 'bcd', null]);
  });

  test('shows a listener in each of its connections, and the whole once', () => {
    const t = new TimelineBuilder();
    t.connection('tcp', '127.0.0.1:1', '127.0.0.1:9');
    t.connection('tcp', '127.0.0.1:2', '127.0.0.1:9');
    t.call({ role: 'server', call: 'listen', enter: 0, leave: 1, result: 0, shownIn: [0, 1] });
    t.packet({ at: 5, from: 'client', flags: 'S', connection: 1 });
    t.packet({ at: 6, from: 'client', connection: null });
    const timeline = t.build();
    expect([0, 1, null, 7].map((connection) => ladderRows(timeline, connection).length)).toEqual([1, 2, 3, 0]);
    expect(looseRows(timeline).map(({ key }) => key)).toEqual(['#2']);
  });
});

describe('renderLadderText()', () => {
  test('holds calls, packets, phases and the data in 120 columns', () => {
    const text = [...renderLadderText(scenarios['article-run']!(), { width: 120 })].join('\n');
    for (const part of ['connect(', 'accept(', 'SYN', 'SYN-ACK', 'FIN', '你好，TCP客户端！', 'accept wait 48.5µs']) {
      expect(text).toContain(part);
    }
  });

  test.each([60, 80, 120])('has no line of more than %i cells', (width) => {
    const lines = Object.values(scenarios).flatMap((make) => [...renderLadderText(make(), { width })]);
    expect(lines.filter((line) => displayWidth(line) > width)).toEqual([]);
    expect(lines.join('\n')).toMatch(/handshake unseen: .*\n {4}\S/);
  });

  test('explains no signs where there is no ladder', () => {
    const nothing = { width: 80, rowTest: () => () => false };
    expect([...renderLadderText(new TimelineBuilder().build(), { width: 80 })]).toEqual([]);
    expect([...renderLadderText(scenarios['article-run']!(), nothing)].join('\n')).not.toContain('stands out');
  });

  test('is made as it is asked for', () => {
    const t = new TimelineBuilder();
    for (let i = 0; i < 1000; i += 1) t.connection('tcp', `127.0.0.1:${i + 1}`, '127.0.0.1:9');
    const lines = renderLadderText(t.build(), { width: 80 });
    expect(lines.next().value).toBe('Connection 0: tcp 127.0.0.1:1 > 127.0.0.1:9  (client-2 and server-1)');
  });

  test('is safe with hostile names and problems', () => {
    expect([...renderLadderText(hostileTexts(), { width: 80 })].join('')).not.toMatch(OBEYED);
  });
});
