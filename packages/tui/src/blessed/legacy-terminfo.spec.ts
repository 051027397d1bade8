import { hasWideNumbers, legacyTerminfo } from './legacy-terminfo';

/** An entry named `t` with one boolean, the numbers given and one string, in the format of ncurses 6.1. */
function wideEntry(numbers: readonly number[]): Uint8Array {
  const table = [...Buffer.from('\x1b[H\0')];
  const bytes = new Uint8Array(12 + 2 + 1 + 1 + numbers.length * 4 + 2 + table.length);
  const view = new DataView(bytes.buffer);
  [0x21e, 2, 1, numbers.length, 1, table.length].forEach((value, i) => view.setUint16(i * 2, value, true));
  bytes.set([0x74, 0, 1], 12);
  numbers.forEach((value, i) => view.setInt32(16 + i * 4, value, true));
  bytes.set(table, 16 + numbers.length * 4 + 2);
  return bytes;
}

describe('legacyTerminfo()', () => {
  it('writes numbers with 16 bits: absent ones as absent, large ones as the largest', () => {
    const legacy = legacyTerminfo(wideEntry([80, -1, 65_536]));
    const view = new DataView(legacy.buffer);
    expect(view.getUint16(0, true)).toBe(0x11a);
    expect([16, 18, 20].map((at) => view.getUint16(at, true))).toEqual([80, 0xffff, 0x7fff]);
    expect(Buffer.from(legacy.subarray(24)).toString()).toBe('\x1b[H\0');
  });

  it('drops what follows the string table', () => {
    const entry = wideEntry([1]);
    const extended = new Uint8Array(entry.length + 20);
    extended.set(entry);
    expect(legacyTerminfo(extended)).toEqual(legacyTerminfo(entry));
  });

  it('gives back entries that are cut or have 16-bit numbers already', () => {
    const entry = wideEntry([1, 2]);
    const legacy = legacyTerminfo(entry);
    expect(legacyTerminfo(legacy)).toBe(legacy);
    for (let length = 0; length < entry.length; length++) {
      const cut = entry.subarray(0, length);
      expect(legacyTerminfo(cut)).toBe(cut);
    }
  });
});

describe('hasWideNumbers()', () => {
  it('is true for the magic of ncurses 6.1 alone', () => {
    expect(hasWideNumbers(wideEntry([1]))).toBe(true);
    expect(hasWideNumbers(legacyTerminfo(wideEntry([1])))).toBe(false);
    expect(hasWideNumbers(new Uint8Array(3))).toBe(false);
  });
});
