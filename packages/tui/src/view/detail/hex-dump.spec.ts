import { hexDump } from './hex-dump';
import { wrapText } from './wrap-text';

const text = (bytes: Uint8Array, width: number) => {
  const dump = hexDump(bytes, width);
  return Array.from({ length: dump.length }, (_, i) =>
    dump
      .line(i)
      .map((span) => span.text)
      .join(''),
  );
};

describe('hexDump()', () => {
  const bytes = new Uint8Array([...Buffer.from('GET / 你\r\n'), 0xff, 0x7f]);

  it('gives 16 bytes in a line where there is room, offsets in hexadecimal', () => {
    expect(text(new Uint8Array(17), 80)[1]).toBe(`0010  00${' '.repeat(48)}.`);
    expect(text(bytes, 80)).toEqual(['0000  47 45 54 20 2f 20 e4 bd  a0 0d 0a ff 7f           GET / .......']);
  });

  it('gives 8 or 4 in a line on small screens, never wider than asked for', () => {
    for (const width of [40, 30, 23]) {
      for (const line of text(bytes, width)) expect(line.length).toBeLessThanOrEqual(width);
    }
  });

  it('makes lines only when they are asked for', () => {
    expect(hexDump(new Uint8Array(2 ** 24), 80).length).toBe(2 ** 20);
    expect(hexDump(new Uint8Array(0), 80).length).toBe(0);
  });
});

describe('wrapText()', () => {
  it('breaks at spaces, and inside a word only where it is longer than a line', () => {
    expect(wrapText('the kernel answers', 10)).toEqual(['the kernel', 'answers']);
    expect(wrapText('a abcdefgh', 4)).toEqual(['a', 'abcd', 'efgh']);
    expect(wrapText('你好你好', 5)).toEqual(['你好', '你好']);
    expect(wrapText('', 5)).toEqual(['']);
  });
});
