import { bytesPerLine, hexLine, lineCells, NO_HEX_MARKS } from './hex-dump';
import { lineOfByte } from './detail-line';

const BYTES = new Uint8Array([...Buffer.from('GET / 你\r\n'), 0xff, 0x7f]);

const text = (bytes: Uint8Array, offset: number, perLine: number) =>
  hexLine(bytes, offset, perLine, NO_HEX_MARKS)
    .map((span) => span.text)
    .join('');

describe('hexLine()', () => {
  it('gives the bytes of a line from an offset on, in hexadecimal', () => {
    expect(text(new Uint8Array(17), 16, 16)).toBe(`0010  00${' '.repeat(48)}.`);
    expect(text(BYTES, 0, 16)).toBe('0000  47 45 54 20 2f 20 e4 bd  a0 0d 0a ff 7f           GET / .......');
    expect(text(BYTES, 99, 16)).toBe('');
  });

  it('has 16, 8 or 4 bytes as the width allows, and its lines are never wider', () => {
    expect([80, 72, 71, 40, 30, 10].map(bytesPerLine)).toEqual([16, 16, 8, 8, 4, 4]);
    for (const perLine of [16, 8, 4]) expect(text(new Uint8Array(16), 0, perLine)).toHaveLength(lineCells(perLine));
  });

  it('marks the bytes of a field with the gaps between them, and the byte under the cursor otherwise', () => {
    const marked = hexLine(BYTES, 0, 16, { range: { offset: 7, length: 3 }, cursor: 8 });
    const of = (emphasis: string) => marked.filter((span) => span.emphasis === emphasis).map((span) => span.text);
    expect(of('selected')).toEqual(['bd', '0d', '.', '.']);
    expect(of('linked')).toEqual(['a0', '.']);
  });
});

describe('lineOfByte()', () => {
  it('finds the line that describes a byte and the least besides', () => {
    const line = (offset: number, length: number) => ({ line: [], range: { offset, length }, target: null });
    const lines = [{ line: [], range: null, target: null }, line(0, 20), line(0, 2), line(2, 2), line(20, 8)];
    const detail = { lines, bytes: new Uint8Array(30) };
    expect([0, 3, 10, 27, 29].map((byte) => lineOfByte(detail, byte))).toEqual([2, 3, 1, 4, null]);
  });
});
