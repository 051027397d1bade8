import fc from 'fast-check';
import { articleRun, overlappingCalls, refusedConnect } from '../../test/scenarios';
import { ladderRows } from '../ladder';
import type { Timeline } from '../model';
import { compileFilter } from './compile-filter';
import { completeFilter } from './complete-filter';
import type { Filter, FilterValue } from './filter';
import type { FilterField } from './filter-field';
import { FILTER_FIELDS } from './filter-fields';
import { filterSource } from './filter-source';
import { filterText } from './filter-text';
import { OPERATORS } from './filter-value';
import { parseFilter } from './parse-filter';

/** Keys of the rows that a filter lets through. */
function found(timeline: Timeline, text: string): readonly string[] {
  const rows = ladderRows(timeline, 0);
  const reading = parseFilter(text);
  if (!reading.ok) throw new Error(`${text}: ${reading.error.text} at ${reading.error.at}`);
  const { filter } = reading;
  if (filter === null) return rows.map(({ key }) => key);
  return rows.filter(compileFilter(filter, filterSource(timeline, rows))).map(({ key }) => key);
}

function errorOf(text: string) {
  const reading = parseFilter(text);
  return reading.ok ? null : reading.error;
}

describe('FILTER_FIELDS', () => {
  it('has no name or alias twice', () => {
    const names = FILTER_FIELDS.flatMap(({ name, aliases }) => [name, ...aliases]);
    expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
  });

  it('has examples that are filters, each with its field in it', () => {
    for (const { name, example, type } of FILTER_FIELDS) {
      const reading = parseFilter(example);
      expect([name, reading.ok]).toEqual([name, true]);
      expect([type, JSON.stringify(reading)]).toEqual([type, expect.stringContaining(`"${name}"`)]);
    }
  });
});

describe('compileFilter()', () => {
  it.each([
    ['tcp.port == 8888 and flags.syn', ['#1', '#2']],
    ['tcp port 8888 and tcp.flags.syn == 1 and tcp.flags.ack == 0', ['#1']],
    ['flags.syn and not flags.ack', ['#1']],
    ['tcp.flags == 0x012', ['#2']],
    ['owner == kernel and flags.syn', ['#2']],
    ['reason == handshake-answer', ['#2']],
    ['frame.number in {1, 3..4}', ['#1', '#3', '#4']],
    ['src port 8888 && flags.syn', ['#2']],
    ['call == CONNECT', ['client-2#2', 'client-2#2/return']],
    ['call == connect and duration > 20us', ['client-2#2', 'client-2#2/return']],
    ['call == connect and duration > 5ms', []],
    ['call == connect and errno', []],
    ['text contains "你好" and kind == packet and side == server', ['#6']],
    ['text like "*SYN,ACK*" and kind == packet', ['#2']],
    ['text matches "^syn,ack \\d" and kind == packet', ['#2']],
    ['text ~ "(?-i)^syn,ack" and kind == packet', []],
    ['call matches ^conn.*t$', ['client-2#2', 'client-2#2/return']],
    ['ip.addr == 127.0.0.0/8 and frame.number == 1', ['#1']],
    ['ip.addr == 10.0.0.0/8', []],
    ['ip.addr == ::ffff:127.0.0.1 and frame.number == 1', ['#1']],
    ['state == SYN-SENT', ['#1']],
    ['udp', []],
    ['connection != 0', []],
    ['outcome == complete and frame.number == 2', []],
  ])('lets through, for %s, the rows %j', (text, keys) => {
    expect(found(articleRun(), text)).toEqual(keys);
  });

  it('gives calls the ends of their connection, and no flags', () => {
    expect(found(articleRun(), 'port == 8888 and call == connect')).toHaveLength(2);
    expect(found(articleRun(), 'flags.syn == 0 and kind == call')).toEqual([]);
    expect(found(articleRun(), 'not flags.syn and call == connect')).toHaveLength(2);
  });

  it('passes != only where every value differs', () => {
    expect(found(articleRun(), 'port != 8888')).toEqual([]);
    expect(found(articleRun(), 'port != 9 and frame.number == 1')).toEqual(['#1']);
  });

  it('finds a refused connect() by its error and its anomaly', () => {
    expect(found(refusedConnect(), 'call == connect and errno == econnrefused')).not.toEqual([]);
    const [call, packet] = ['anomaly == refused and kind == call', 'anomaly and flags.rst'].map((text) =>
      found(refusedConnect(), text),
    );
    expect(found(refusedConnect(), 'anomaly')).toEqual([...(packet ?? []), ...(call ?? [])]);
    expect([call?.length, packet?.length]).toEqual([1, 1]);
  });

  it('judges every field on every row of every kind', () => {
    for (const timeline of [articleRun(), overlappingCalls(), refusedConnect()]) {
      for (const { name } of FILTER_FIELDS) expect(() => found(timeline, name)).not.toThrow();
    }
  });
});

describe('parseFilter()', () => {
  it('lets everything through without a word', () => {
    expect(parseFilter('  ')).toEqual({ ok: true, filter: null });
  });

  it('binds not closer than and, and closer than or', () => {
    const reading = parseFilter('tcp or udp and not (ip || ip6) && !icmp');
    expect(reading.ok && reading.filter && filterText(reading.filter)).toBe(
      'tcp or (udp and not (ip or ip6) and not icmp)',
    );
  });

  it.each([
    ['tcp.prot == 1', 0, 'no field tcp.prot', false],
    ['tcp.po', 0, 'no field tcp.po', true],
    ['tcp.port ==', 11, 'expected a whole number', true],
    ['tcp.port == http', 12, 'expected a whole number, found http', false],
    ['handshake > fast', 12, 'expected a duration such as 1ms, found fast', false],
    ['handshake > 1m', 12, 'expected a duration such as 1ms, found 1m', true],
    ['call == conect', 8, 'expected one of socket, bind, listen, accept ..., found conect', false],
    ['call == conn', 8, 'expected one of socket, bind, listen, accept ..., found conn', true],
    ['call > connect', 5, 'call can only be compared with == != matches, found >', false],
    ['(tcp', 4, 'expected and, or, or )', true],
    ['tcp)', 3, 'expected and, or, or the end, found )', false],
    ['tcp and', 7, 'expected a field', true],
    ['tcp udp', 4, 'expected and, or, or the end, found udp', false],
    ['text contains "你', 16, 'expected the closing quote', true],
    ['text matches', 12, 'expected a regular expression in quotes', true],
    ['text matches "a+', 16, 'expected the closing quote', true],
    ['text matches "(a"', 13, 'no regular expression: missing closing ), found (a', false],
    ['text matches "a{1001}"', 13, 'no regular expression: invalid repeat count, found a{1001}', false],
    ['text matches "(a)\\1"', 13, 'no regular expression: invalid escape sequence, found (a)1', false],
    ['text matches "(?=a)"', 13, 'no regular expression: look-around is not there, found (?=a)', false],
    ['text matches [a', 13, 'no regular expression: missing closing ], found [a', true],
    ['port matches "8+"', 5, 'port can only be compared with == != > >= < <=, found matches', false],
    ['tcp xor udp', 4, 'xor is not there: use and, or, not, found xor', false],
    ['port in {1..', 9, 'expected a whole number, found 1..', false],
    ['port in {9..1}', 9, 'expected a range such as 1..10, found 9..1', false],
    ['ip.addr == 10.0.0.0/33', 11, 'expected an address such as 127.0.0.1 or 10.0.0.0/8, found 10.0.0.0/33', true],
  ])('says of %s at character %i: %s', (text, at, message, isIncomplete) => {
    expect(errorOf(text)).toEqual({ at, text: message, isIncomplete });
  });

  it('refuses nesting without end, whatever its length', () => {
    expect(errorOf('('.repeat(100_000))?.text).toContain('nested deeper');
    expect(errorOf('!'.repeat(100_000))?.text).toContain('nested deeper');
  });

  it('never throws, and gives a place within the text', () => {
    const words = fc.constantFrom(
      'tcp',
      '__proto__',
      '1constructor',
      'port',
      '==',
      '(',
      ')',
      '{',
      '}',
      'in',
      '"',
      "'",
      '\\',
      'and',
      '!',
      '1..2',
      '::1',
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(words).map((all) => all.join(' ')),
    );
    fc.assert(
      fc.property(text, (input) => {
        const reading = parseFilter(input);
        if (!reading.ok) expect(reading.error.at).toBeLessThanOrEqual(input.length);
        completeFilter(input);
      }),
      { numRuns: 1000 },
    );
  });

  it('gives back the filter that filterText() prints', () => {
    fc.assert(
      fc.property(filters(), (filter) => {
        expect(parseFilter(filterText(filter))).toEqual({ ok: true, filter });
      }),
      { numRuns: 1000 },
    );
  });
});

describe('completeFilter()', () => {
  const words = (text: string) => completeFilter(text).map(({ word }) => word);

  it('offers fields, operators, values and joiners, each where it may stand', () => {
    expect(words('tcp.po')).toEqual(['tcp.port']);
    expect(words('flags.s')).toEqual(['flags.syn']);
    expect(words('call ')).toEqual(['==', '!=', 'matches', 'in', 'and', 'or']);
    expect(words('text matches ')).toEqual([]);
    expect(words('text matches "^a b" a')).toEqual(['and']);
    expect(words('call == conn')).toEqual(['connect']);
    expect(words('reason == d')).toEqual(['delayed-ack']);
    expect(words('errno == ECONNR')).toEqual(['ECONNREFUSED', 'ECONNRESET']);
    expect(words('tcp.flags.syn ')).toEqual(['==', '!=', 'in', 'and', 'or']);
    expect(words('call == connect ')).toEqual(['and', 'or']);
    expect(words('tcp and (reason == delayed-ack or own')).toEqual(['owner']);
  });

  it('offers nothing where the text before is wrong already', () => {
    expect(words('nonsense == ')).toEqual([]);
  });

  it('gives texts that are filters or their beginnings', () => {
    for (const { text } of completeFilter('')) expect(errorOf(text)?.isIncomplete ?? true).toBe(true);
  });
});

/** As parseFilter() gives them: a quote has its escape. */
const EXPRESSIONS = ['', '^a b$', 'x\\\\', '\\"', "it's \\d+", '(a|b)*?[^)]\\n', '你好', '\n'];

/** Any filter in its normal form. */
function filters(): fc.Arbitrary<Filter> {
  const leaf = fc.constantFrom(...FILTER_FIELDS).chain((field) => leafOf(field));
  const { filter } = fc.letrec<{ filter: Filter }>((tie) => ({
    filter: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      leaf,
      tie('filter').map((term): Filter => ({ kind: 'not', term })),
      fc
        .tuple(fc.constantFrom('and' as const, 'or' as const), fc.array(tie('filter'), { minLength: 2, maxLength: 4 }))
        .map(([kind, terms]): Filter => ({ kind, terms: terms.flatMap((t) => (t.kind === kind ? t.terms : [t])) })),
    ),
  }));
  return filter;
}

function leafOf(field: FilterField): fc.Arbitrary<Filter> {
  const { name, type } = field;
  const value = valueOf(field);
  const range = fc.tuple(value, value).map(([a, b]) => {
    const isSpan = typeof a === 'number' && typeof b === 'number' && type !== 'flag';
    return isSpan ? { from: Math.min(a, b), to: Math.max(a, b) } : { from: a, to: a };
  });
  return fc.oneof(
    fc.constant<Filter>({ kind: 'has', field: name }),
    fc
      .tuple(fc.constantFrom(...OPERATORS[type]), value, fc.constantFrom(...EXPRESSIONS))
      .map(([operator, given, expression]): Filter => {
        return { kind: 'compare', field: name, operator, value: operator === 'matches' ? expression : given };
      }),
    fc.array(range, { minLength: 1, maxLength: 3 }).map((ranges): Filter => ({ kind: 'in', field: name, ranges })),
  );
}

function valueOf({ type, words }: FilterField): fc.Arbitrary<FilterValue> {
  switch (type) {
    case 'flag':
      return fc.constantFrom(0, 1);
    case 'number':
      return fc.integer({ min: -1, max: 2 ** 40 });
    case 'duration':
      return fc.oneof(
        fc.integer({ min: -1000, max: 1e12 }),
        fc.integer({ min: 0, max: 1000 }).map((ms) => ms * 1e6),
      );
    case 'word':
      return fc.constantFrom(...(words ?? []));
    case 'text':
      return fc.string({ unit: 'binary' });
    case 'address':
      return fc
        .oneof(
          fc.ipV4(),
          fc.ipV6().filter((address) => parseFilter(`ip.addr == ${address}`).ok),
          fc.constant('10.0.0.0/8'),
        )
        .map((a) => a.toLowerCase());
  }
}
