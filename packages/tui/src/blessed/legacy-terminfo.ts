/**
 * Compiled terminfo entries, term(5). All numbers are little-endian.
 *
 *     magic | names size | booleans | numbers | strings | table size     six 16-bit numbers
 *     names, booleans, (a zero byte to an even offset), numbers, string offsets, string table
 *
 * ncurses 6.1 and later writes the numbers with 32 bits and another magic where one of them needs more than 16, as
 * colour pairs of 256-colour terminals do.
 */
const LEGACY_MAGIC = 0x11a;
const WIDE_NUMBERS_MAGIC = 0x21e;
const HEADER_BYTES = 12;
const MOST = 0x7fff;
const ABSENT = 0xffff;

/** True where the entry has 32-bit numbers, which blessed reads as garbage. */
export function hasWideNumbers(entry: Uint8Array): boolean {
  return entry.length >= HEADER_BYTES && viewOf(entry).getUint16(0, true) === WIDE_NUMBERS_MAGIC;
}

/**
 * Gives the entry with 16-bit numbers, those beyond 32767 as 32767, without the extended section. The same bytes where it
 * has 16-bit numbers already, or is cut short.
 *
 * @see term(5), "Extended number format"
 */
export function legacyTerminfo(entry: Uint8Array): Uint8Array {
  if (!hasWideNumbers(entry)) return entry;
  const wide = viewOf(entry);
  const [namesSize, booleans, numbers, strings, tableSize] = [2, 4, 6, 8, 10].map((at) => wide.getUint16(at, true)) as [
    number,
    number,
    number,
    number,
    number,
  ];
  const numbersAt = evenOffset(HEADER_BYTES + namesSize + booleans);
  const stringsAt = numbersAt + numbers * 4;
  const end = stringsAt + strings * 2 + tableSize;
  if (end > entry.length) return entry;

  const legacy = new Uint8Array(end - numbers * 2);
  legacy.set(entry.subarray(0, numbersAt));
  const view = viewOf(legacy);
  view.setUint16(0, LEGACY_MAGIC, true);
  for (let i = 0; i < numbers; i++) {
    view.setUint16(numbersAt + i * 2, narrow(wide.getInt32(numbersAt + i * 4, true)), true);
  }
  legacy.set(entry.subarray(stringsAt, end), numbersAt + numbers * 2);
  return legacy;
}

function narrow(value: number): number {
  return value < 0 ? ABSENT : Math.min(value, MOST);
}

function evenOffset(offset: number): number {
  return offset + (offset % 2);
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
