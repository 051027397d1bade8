import fc from 'fast-check';
import { charWidth, cut, decodeUtf8, displayWidth, durationText, fit, payloadPreview, safeText, wrapText } from '.';
import { isNarrow } from './display-width';
import { secondsText, secondsTextWithin, timeOfDayText } from './time-text';

/** What no output may hold: controls, format characters, lone surrogates, separators. */
const OBEYED = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  // Lone surrogates too.
  fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units)),
);
const utf8 = new TextEncoder();

describe('charWidth()', () => {
  test.each([
    ['a', 1],
    ['é', 1],
    ['你', 2],
    ['，', 2],
    ['한', 2],
    ['🚀', 2],
    ['\u{20000}', 2],
    ['\u0301', 0],
    ['\u200d', 0],
    ['\ufe0f', 0],
    ['─', 1],
    ['▶', 1],
    ['…', 1],
    // Spacing vowel sign: glibc and xterm.js give it a cell, unlike other marks.
    ['\u093e', 1],
    // Vowel of conjoining Hangul: drawn into its consonant.
    ['\u1161', 0],
  ])('gives %s its cells', (char, cells) => {
    expect(charWidth(char.codePointAt(0) ?? 0)).toBe(cells);
  });
});

describe('isNarrow()', () => {
  test('is true of characters only that take a cell and that no terminal obeys', () => {
    const chars = Array.from({ length: 0x3000 }, (_, code) => String.fromCharCode(code)).filter(isNarrow);
    expect(chars).toContain('─');
    for (const char of chars) {
      expect(charWidth(char.charCodeAt(0))).toBe(1);
      expect(char).not.toMatch(OBEYED);
      expect(char).toMatch(/[^\p{Co}\p{Cn}]/u);
    }
    expect(['─你', 'a\n', '\u200b', 'é'].some(isNarrow)).toBe(false);
  });
});

describe('safeText()', () => {
  test('shows what a terminal would obey or hide as dots', () => {
    expect(safeText('a\u001b[2J\u009b\u202e\u200b\ufeff\ud800b')).toBe('a·[2J·····b');
  });

  test('shows a mark that has no character to stand on, and all after the third, as dots', () => {
    expect(safeText('\u0301e\u0301')).toBe('·e\u0301');
    expect(safeText(`e${'\u0301'.repeat(5)}`)).toBe(`e${'\u0301'.repeat(3)}··`);
  });

  test('takes emoji apart that terminals draw in different widths', () => {
    expect(safeText('👨\u200d👩\u200d👧 👍🏽 ⚠\ufe0f')).toBe('👨·👩·👧 👍· ⚠');
  });

  test('leaves Chinese alone, and escapes it where only ASCII may be printed', () => {
    expect(safeText('你好')).toBe('你好');
    expect(safeText('你\u200b', { asciiOnly: true })).toBe('\\u{4f60}.');
    expect(safeText('for 1.50µs, after 你', { asciiOnly: true })).toBe('for 1.50us, after \\u{4f60}');
  });

  test('gives nothing that a terminal obeys, and a safe text back unchanged', () => {
    fc.assert(
      fc.property(anyText, fc.boolean(), (text, asciiOnly) => {
        const safe = safeText(text, { asciiOnly });
        expect(safe).not.toMatch(OBEYED);
        expect(safeText(safe, { asciiOnly })).toBe(safe);
        if (asciiOnly) expect(safe).toMatch(/^[ -~]*$/);
      }),
    );
  });
});

describe('fit()', () => {
  test.each([
    ['accept', 8, 'accept  '],
    ['你好', 3, '你…'],
    ['你好', 2, '… '],
    ['你好', 4, '你好'],
    ['the kernel answers', 12, 'the kernel… '],
    ['unbreakable', 5, 'unbr…'],
    ['e\u0301e\u0301e\u0301', 2, 'e\u0301…'],
    ['text', 0, ''],
  ])('puts %s into %i cells', (text, width, expected) => {
    expect(fit(text, width)).toBe(expected);
  });

  test('marks a cut in ASCII and aligns at the right', () => {
    expect(fit('unbreakable', 5, { ascii: true })).toBe('unbr~');
    expect(fit('28µs', 6, { align: 'right' })).toBe('  28µs');
  });

  test('takes exactly the cells asked for, and cut() at most these', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 0, max: 60 }), (text, width) => {
        const safe = safeText(text);
        expect(displayWidth(fit(safe, width))).toBe(width);
        expect(displayWidth(cut(safe, width))).toBeLessThanOrEqual(width);
      }),
    );
  });
});

describe('decodeUtf8()', () => {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

  test('decodes every text that can be encoded', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(decodeUtf8(utf8.encode(text))).toEqual({ text, isValid: true });
      }),
    );
  });

  test('leaves out characters that the edges cut, wherever they cut', () => {
    const text = 'a你🚀é';
    const bytes = utf8.encode(text);
    for (let from = 0; from <= bytes.length; from += 1) {
      for (let to = from; to <= bytes.length; to += 1) {
        const part = decodeUtf8(bytes.subarray(from, to));
        expect(part.isValid).toBe(true);
        expect(text).toContain(part.text);
      }
    }
  });

  test('finds invalid what a strict decoder refuses, edges apart', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 12 }), (middle) => {
        const bytes = Uint8Array.from([0x61, ...middle, 0x61]);
        let isValid = true;
        try {
          decoder.decode(bytes);
        } catch {
          isValid = false;
        }
        expect(decodeUtf8(bytes).isValid).toBe(isValid);
      }),
      { numRuns: 1000 },
    );
  });

  test.each([
    ['overlong form', [0x61, 0xc0, 0xaf, 0x61]],
    ['surrogate', [0x61, 0xed, 0xa0, 0x80, 0x61]],
    ['beyond U+10FFFF', [0x61, 0xf4, 0x90, 0x80, 0x80, 0x61]],
  ])('refuses an %s', (_, bytes) => {
    expect(decodeUtf8(Uint8Array.from(bytes)).isValid).toBe(false);
  });
});

describe('payloadPreview()', () => {
  test('shows text in quotes with readable escapes', () => {
    expect(payloadPreview(utf8.encode('你好，TCP客户端！\n'), 40)).toBe('"你好，TCP客户端！\\n"');
    expect(payloadPreview(utf8.encode('say "\\"\t\u001b[2J\u202e.'), 60)).toBe('"say \\"\\\\\\"\\t\\x1b[2J\\u{202e}."');
  });

  test('shows other bytes in hexadecimal', () => {
    expect(payloadPreview(Uint8Array.from([0xde, 0xad, 0xbe, 0xef]), 20)).toBe('de ad be ef');
    expect(payloadPreview(Uint8Array.from([0, 1, 2, 3]), 8)).toBe('00 01…');
  });

  test('never cuts within a character or an escape', () => {
    const bytes = utf8.encode('你好\n');
    expect(Array.from({ length: 9 }, (_, cells) => payloadPreview(bytes, cells))).toEqual([
      '',
      '…',
      '…',
      '…',
      '…',
      '"你"…',
      '"你"…',
      '"你好"…',
      '"你好\\n"',
    ]);
  });

  test('says where only the first bytes are known', () => {
    expect(payloadPreview(utf8.encode('GET /'), 20, { totalBytes: 900 })).toBe('"GET /"…');
    expect(payloadPreview(utf8.encode('GET /'), 20, { totalBytes: 900, ascii: true })).toBe('"GET /"~');
    expect(payloadPreview(new Uint8Array(), 20)).toBe('');
  });

  test('stays within its cells and is safe for any bytes', () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 64 }),
      anyText.map((text) => utf8.encode(text)),
    );
    fc.assert(
      fc.property(bytes, fc.integer({ min: 0, max: 80 }), fc.boolean(), (payload, cells, asciiOnly) => {
        const preview = payloadPreview(payload, cells, { asciiOnly, ascii: asciiOnly });
        expect(displayWidth(preview)).toBeLessThanOrEqual(cells);
        expect(safeText(preview, { asciiOnly })).toBe(preview);
      }),
    );
  });
});

describe('durationText()', () => {
  test.each([
    [0n, '0ns'],
    [999n, '999ns'],
    [1000n, '1.00µs'],
    [28_100n, '28.1µs'],
    [999_499n, '999µs'],
    [999_500n, '1.00ms'],
    [9_996_000n, '10.0ms'],
    [2_030_000_000n, '2.03s'],
    [131_000_000_000n, '131s'],
    [1_234_000_000_000n, '1234s'],
    [-1500n, '-1.50µs'],
  ])('gives %s ns in three digits', (ns, text) => {
    expect(durationText(ns)).toBe(text);
  });

  test('takes at most six cells below a thousand seconds', () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 999_000_000_000n), (ns) => {
        expect(displayWidth(durationText(ns))).toBeLessThanOrEqual(6);
      }),
    );
  });
});

describe('secondsTextWithin() and timeOfDayText()', () => {
  test('give as many decimals as fit', () => {
    expect(secondsText(-1n)).toBe('-0.000000001');
    expect(secondsTextWithin(112_345n, 8)).toBe('0.000112');
    expect(secondsTextWithin(123_456_789_012n, 4)).toBe('123');
    expect(timeOfDayText(47_109_123_456_789n, 12)).toBe('13:05:09.123');
    expect(timeOfDayText(-1n, 18)).toBe('23:59:59.999999999');
  });
});

describe('wrapText()', () => {
  test('breaks at spaces, and inside a word only where it is longer than a line', () => {
    expect(wrapText('the kernel answers', 10)).toEqual(['the kernel', 'answers']);
    expect(wrapText('a abcdefgh', 4)).toEqual(['a', 'abcd', 'efgh']);
    expect(wrapText('你好你好', 5)).toEqual(['你好', '你好']);
    expect(wrapText('', 5)).toEqual(['']);
  });
});
