// Captures hold few addresses and many packets, so texts are kept in a direct-mapped table: one comparison for a hit,
// and memory that no capture can make grow.
const SLOTS = 1024;

interface Slot {
  readonly words: readonly [number, number, number, number];
  readonly text: string;
}

const ipv6Slots = new Array<Slot | undefined>(SLOTS);
const ipv4Words = new Uint32Array(SLOTS);
const ipv4Texts = new Array<string>(SLOTS).fill('0.0.0.0');

function slotOf(word: number): number {
  // Multiplicative hashing (Knuth, TAOCP 3 §6.4): the top ten bits of the product are the best mixed.
  return Math.imul(word, 0x9e3779b1) >>> 22;
}

/** An IPv4 address as `127.0.0.1`. */
export function ipv4Text(frame: DataView, offset: number): string {
  return ipv4TextOf(frame.getUint32(offset));
}

/** An IPv4 address, given as a big-endian word. */
export function ipv4TextOf(word: number): string {
  const slot = slotOf(word);
  if (ipv4Words[slot] !== word) {
    ipv4Words[slot] = word;
    ipv4Texts[slot] = dotted(word);
  }
  return ipv4Texts[slot] ?? dotted(word);
}

function dotted(word: number): string {
  return `${word >>> 24}.${(word >>> 16) & 0xff}.${(word >>> 8) & 0xff}.${word & 0xff}`;
}

/**
 * An IPv6 address as inet_ntop(3) prints it: lower case, the longest run of zeros shortened, IPv4-mapped addresses as
 * `::ffff:127.0.0.1`.
 *
 * @see RFC 5952 §4, §5
 */
export function ipv6Text(frame: DataView, offset: number): string {
  return ipv6TextOf(
    frame.getUint32(offset),
    frame.getUint32(offset + 4),
    frame.getUint32(offset + 8),
    frame.getUint32(offset + 12),
  );
}

/** An IPv6 address, given as four big-endian words. */
export function ipv6TextOf(a: number, b: number, c: number, d: number): string {
  const index = slotOf(a ^ Math.imul(b, 3) ^ Math.imul(c, 5) ^ Math.imul(d, 7));
  const slot = ipv6Slots[index];
  if (slot && slot.words[3] === d && slot.words[2] === c && slot.words[1] === b && slot.words[0] === a) {
    return slot.text;
  }
  const text = compressed([a, b, c, d]);
  ipv6Slots[index] = { words: [a, b, c, d], text };
  return text;
}

function compressed(words: readonly [number, number, number, number]): string {
  if (words[0] === 0 && words[1] === 0 && words[2] === 0xffff) {
    return `::ffff:${dotted(words[3])}`;
  }
  const groups = words.flatMap((word) => [word >>> 16, word & 0xffff]);
  const run = longestZeroRun(groups);
  const hex = (part: readonly number[]) => part.map((group) => group.toString(16)).join(':');
  return run.length < 2
    ? hex(groups)
    : `${hex(groups.slice(0, run.start))}::${hex(groups.slice(run.start + run.length))}`;
}

/** The first of the longest runs, as RFC 5952 §4.2.3 asks. */
function longestZeroRun(groups: readonly number[]): { start: number; length: number } {
  let best = { start: 0, length: 0 };
  let start = 0;
  for (let index = 0; index <= groups.length; index++) {
    if (groups[index] === 0) {
      continue;
    }
    if (index - start > best.length) {
      best = { start, length: index - start };
    }
    start = index + 1;
  }
  return best;
}

/** A link-layer address as `02:00:00:00:00:01`; empty for a length of 0. */
export function macText(frame: DataView, offset: number, lengthBytes: number): string {
  const parts: string[] = [];
  for (let index = 0; index < lengthBytes; index++) {
    parts.push(
      frame
        .getUint8(offset + index)
        .toString(16)
        .padStart(2, '0'),
    );
  }
  return parts.join(':');
}
