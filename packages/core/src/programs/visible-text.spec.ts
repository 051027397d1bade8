import fc from 'fast-check';
import { VisibleStream, visibleBytes, visibleText } from './visible-text';

test('VisibleStream gives the same text however the bytes are split, and never a cut character', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 60 }),
      fc.array(fc.nat(200), { maxLength: 8 }),
      (text, cuts) => {
        const bytes = new TextEncoder().encode(text);
        const stream = new VisibleStream();
        let from = 0;
        let shown = '';
        for (const cut of [...cuts, bytes.length].sort((a, b) => a - b)) {
          shown += stream.push(bytes.subarray(from, Math.min(cut, bytes.length)));
          from = Math.min(cut, bytes.length);
          if (!text.includes('\ufffd')) expect(shown).not.toContain('\ufffd');
        }
        expect(shown + stream.end()).toBe(visibleText(text));
      },
    ),
  );
});

test('VisibleStream holds back a character that the end of a buffer cuts', () => {
  const stream = new VisibleStream();
  expect(stream.push(Uint8Array.of(0x41, 0xe4, 0xbd))).toBe('A');
  expect(stream.push(Uint8Array.of(0xa0))).toBe('你');
  expect(stream.push(Uint8Array.of(0xe5))).toBe('');
  expect(stream.end()).toBe('\ufffd');
});

test.each([
  ['\u001b[2J', '\\x1b[2J'],
  ['\u009b31m', '\\x9b31m'],
  ['\u202eabc', '\\u202eabc'],
  ['a\r\nb\tc\n', 'a\\r\nb\tc\n'],
  ['%s%n\0', '%s%n\\x00'],
  ['你好', '你好'],
])('visibleText() makes %j harmless', (text, shown) => {
  expect(visibleText(text)).toBe(shown);
});

test('visibleBytes() never lets a control character through', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
      expect(visibleBytes(bytes)).not.toMatch(/[^\P{Cc}\n\t]/u);
    }),
  );
});
