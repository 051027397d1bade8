import * as fc from 'fast-check';
import { LineSplitter } from './line-splitter';

function split(pieces: readonly Buffer[]): string[] {
  const lines: string[] = [];
  const splitter = new LineSplitter((line) => lines.push(line));
  for (const piece of pieces) splitter.push(piece);
  splitter.end();
  return lines;
}

describe('LineSplitter', () => {
  test('gives the same lines wherever the output is cut, also inside a character', () => {
    const output = Buffer.from('你好，TCP客户端！\n\nüber\nno line feed');
    const expected = ['你好，TCP客户端！', '', 'über', 'no line feed'];
    fc.assert(
      fc.property(fc.nat(output.length), fc.nat(output.length), (a, b) => {
        const [from, to] = [Math.min(a, b), Math.max(a, b)];
        expect(split([output.subarray(0, from), output.subarray(from, to), output.subarray(to)])).toEqual(expected);
      }),
    );
  });

  test('hands a line on that never ends, instead of keeping it', () => {
    const lines: string[] = [];
    const splitter = new LineSplitter((line) => lines.push(line));
    for (let count = 0; count < 10; count++) splitter.push(Buffer.alloc(20_000, 'x'));
    expect(lines.length).toBeGreaterThanOrEqual(2);
  });
});
