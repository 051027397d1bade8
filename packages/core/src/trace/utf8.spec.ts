import fc from 'fast-check';
import { decodeBase64, encodeBase64 } from './base64';
import { decodeUtf8 } from './utf8';

test('decodeUtf8() gives back any text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
      expect(decodeUtf8(new TextEncoder().encode(text))).toBe(text);
    }),
  );
});

test('decodeUtf8() gives as TextDecoder does which bytes are text, and never throws', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
      const isText = Buffer.from(bytes).toString('utf8').indexOf('\ufffd') < 0;
      expect(decodeUtf8(bytes).includes('\ufffd')).toBe(!isText);
    }),
  );
});

test.each([
  ['an overlong form', [0xc0, 0x80], '\ufffd\ufffd'],
  ['a surrogate', [0xed, 0xa0, 0x80], '\ufffd\ufffd\ufffd'],
  ['a code point above U+10FFFF', [0xf4, 0x90, 0x80, 0x80], '\ufffd\ufffd\ufffd\ufffd'],
  ['a cut sequence', [0x41, 0xe4, 0xbd], 'A\ufffd\ufffd'],
])('decodeUtf8() replaces %s', (_name, bytes, text) => {
  expect(decodeUtf8(Uint8Array.from(bytes))).toBe(text);
});

test('decodeBase64() gives back what encodeBase64() wrote, which is what Node writes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 70 }), (bytes) => {
      expect(encodeBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'));
      expect(decodeBase64(encodeBase64(bytes))).toEqual(bytes);
    }),
  );
});

test.each(['A', 'AA', 'AAA', 'AA=A', '====', 'AA==AAAA', 'A-_A'])('decodeBase64() refuses %s', (text) => {
  expect(decodeBase64(text)).toBeNull();
});
