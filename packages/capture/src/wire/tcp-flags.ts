/** Bits of the 12-bit flags field: RFC 9293 §3.1, and AE (once NS) from RFC 9768 §3.1. */
export const TCP_FLAG = {
  fin: 0x001,
  syn: 0x002,
  rst: 0x004,
  psh: 0x008,
  ack: 0x010,
  urg: 0x020,
  ece: 0x040,
  cwr: 0x080,
  ae: 0x100,
} as const;

// tcpdump's letters in the order in which it prints them.
const LETTERS: readonly (readonly [flag: number, letter: string])[] = [
  [TCP_FLAG.fin, 'F'],
  [TCP_FLAG.syn, 'S'],
  [TCP_FLAG.rst, 'R'],
  [TCP_FLAG.psh, 'P'],
  [TCP_FLAG.ack, '.'],
  [TCP_FLAG.urg, 'U'],
  [TCP_FLAG.ece, 'E'],
  [TCP_FLAG.cwr, 'W'],
];

/** The letters of the lowest bits, that of the lowest first. */
export const FLAG_LETTERS = LETTERS.map(([, letter]) => letter).join('');

export const NO_FLAGS = 'none';

function lettersOf(flags: number): string {
  const text = LETTERS.filter(([flag]) => (flags & flag) !== 0).map(([, letter]) => letter);
  return text.join('') || NO_FLAGS;
}

/** Of those that were asked for. */
const texts: (string | undefined)[] = Array.from({ length: 0x100 });

/**
 * tcpdump's letters for the flags: `S`, `S.`, `P.`, `SEW`; `none` where none of them is set. AE and the
 * reserved bits have no letter, as in tcpdump 4.99.
 */
export function flagText(flags: number): string {
  return (texts[flags & 0xff] ??= lettersOf(flags));
}
