import fc from 'fast-check';
import { SequenceTokenizer } from './sequence-tokenizer';

const KEYS = [
  'a',
  '你',
  '🚀',
  '\r',
  '\x03',
  '\x1b[A',
  '\x1bOP',
  '\x1b[5~',
  '\x1b[1;5C',
  '\x1b[<64;10;5M',
  '\x1b[M !!',
  '\x1b[[A',
  '\x1bx',
];

describe('SequenceTokenizer', () => {
  it('push() gives the same keys however the text is divided into reads', () => {
    const key = fc.constantFrom(...KEYS);
    fc.assert(
      fc.property(fc.array(key, { maxLength: 12 }), fc.array(fc.integer({ min: 1, max: 4 })), (keys, sizes) => {
        const tokenizer = new SequenceTokenizer();
        const chars = [...keys.join('')];
        const seen: string[] = [];
        while (chars.length > 0) seen.push(...tokenizer.push(chars.splice(0, sizes.pop() ?? 3).join('')));
        expect(seen).toEqual(keys);
        expect(tokenizer.isIncomplete).toBe(false);
      }),
    );
  });

  it('flush() tells the Escape key from the beginning of a sequence', () => {
    const tokenizer = new SequenceTokenizer();
    expect(tokenizer.push('\x1b')).toEqual([]);
    expect(tokenizer.isIncomplete).toBe(true);
    expect(tokenizer.flush()).toEqual(['\x1b']);
    expect(tokenizer.push('\x1b[1;')).toEqual([]);
    expect(tokenizer.flush()).toEqual([]);
    expect(tokenizer.push('j')).toEqual(['j']);
  });

  it('push() gives Escape and then the arrow where both were pressed', () => {
    expect(new SequenceTokenizer().push('\x1b\x1b[A')).toEqual(['\x1b', '\x1b[A']);
  });

  it('push() gives what is pasted as one token, in however many reads, and not without end', () => {
    const tokenizer = new SequenceTokenizer();
    expect(tokenizer.push('a\x1b[200~q\x1b[Aq')).toEqual(['a']);
    expect(tokenizer.push('qqq\x1b[20')).toEqual([]);
    expect(tokenizer.push('1~b')).toEqual(['\x1b[200~q\x1b[Aqqqq', 'b']);
    tokenizer.push(`\x1b[200~${'x'.repeat(10_000)}`);
    expect(tokenizer.push('\x1b[201~')[0]).toHaveLength(6 + 4096);
  });

  it('push() lets Ctrl-C out of a paste that never ends', () => {
    const tokenizer = new SequenceTokenizer();
    tokenizer.push('\x1b[200~endless');
    expect(tokenizer.push('\x03')).toContain('\x03');
  });

  it('push() keeps nothing of a sequence that does not end', () => {
    const tokenizer = new SequenceTokenizer();
    tokenizer.push(`\x1b[${'1;'.repeat(1000)}`);
    expect(tokenizer.isIncomplete).toBe(false);
  });

  it('push() takes any text without an exception', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' })), (reads) => {
        const tokenizer = new SequenceTokenizer();
        for (const read of reads) tokenizer.push(read);
        tokenizer.flush();
      }),
    );
  });
});
