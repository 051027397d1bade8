import fc from 'fast-check';
import { readRegularExpression } from './regular-expression';

function fits(pattern: string, text: string): boolean | string {
  const reading = readRegularExpression(pattern);
  return reading.ok ? reading.test(text) : reading.reason;
}

describe('readRegularExpression()', () => {
  it('fits anywhere, whatever the capitals, and at the ends of each line', () => {
    expect(fits('get', 'a GET b')).toBe(true);
    expect(fits('(?-i)get', 'a GET b')).toBe(false);
    expect(fits('^b$', 'a\nb\nc')).toBe(true);
    expect(fits('\\p{Han}{2}', '你好')).toBe(true);
    expect(fits('a.c', 'a\nc')).toBe(false);
  });

  it('says what is wrong in a few words, without the expression', () => {
    expect(
      ['(', '[a', '*', 'a{2,1}', '\\', '\\1', '(?<=a)b', '(?!a)', '\\p{Nope}'].map((pattern) => fits(pattern, '')),
    ).toEqual([
      'missing closing )',
      'missing closing ]',
      'missing argument to repetition operator',
      'invalid repeat count',
      'trailing backslash at end of expression',
      'invalid escape sequence',
      'look-around is not there',
      'look-around is not there',
      'invalid character class range',
    ]);
    expect(fits('a'.repeat(1001), '')).toBe('it is longer than 1000 characters');
    expect(fits('a{200}b{200}c{200}', '')).toBe('it repeats too much');
  });

  it('comes to an end where a backtracking engine does not', () => {
    const text = `${'a'.repeat(50_000)}!`;
    for (const pattern of [
      '^(a+)+$',
      '^(a|a)*$',
      '^(a|aa)+$',
      '^(.*a){20}$',
      '^(([a-z])+.)+[A-Z]([a-z])+$',
      '(x+x+)+y',
    ]) {
      expect(fits(pattern, text)).toBe(false);
    }
  });

  it('never throws, whatever pattern and text', () => {
    const piece = fc.constantFrom(
      'a',
      '.',
      '\\d',
      '[',
      ']',
      '(',
      ')',
      '|',
      '*',
      '+',
      '?',
      '^',
      '$',
      '{2}',
      '\\',
      '(?i',
      '你',
    );
    const pattern = fc.oneof(
      fc.array(piece).map((pieces) => pieces.join('')),
      fc.string({ unit: 'binary' }),
    );
    fc.assert(
      fc.property(pattern, fc.string({ unit: 'binary' }), (source, text) => void fits(source, text)),
      { numRuns: 1000 },
    );
  });

  it('agrees with the engine of JavaScript on what both can say', () => {
    const { expression } = fc.letrec<{ expression: string }>((tie) => ({
      expression: fc.oneof(
        { maxDepth: 3 },
        fc.constantFrom('a', 'b', '.', '\\d', '[ab]', '[^b]', '\\s', '1', '\\bb'),
        fc.tuple(tie('expression'), tie('expression')).map(([a, b]) => a + b),
        fc.tuple(tie('expression'), tie('expression')).map(([a, b]) => `(${a}|${b})`),
        fc
          .tuple(tie('expression'), fc.constantFrom('*', '+', '?', '{2}', '*?'))
          .map(([a, times]) => `(?:${a})${times}`),
      ),
    }));
    const text = fc.string({ unit: fc.constantFrom(...'abAB1 \n'), maxLength: 12 });
    fc.assert(
      fc.property(expression, fc.constantFrom('', '^'), fc.constantFrom('', '$'), text, (inner, start, end, given) => {
        const source = start + inner + end;
        expect(fits(source, given)).toBe(new RegExp(source, 'im').test(given));
      }),
      { numRuns: 2000 },
    );
  });
});
