/** Values that length fields, counts and magic numbers are wrong with. */
const WORDS = [
  0, 1, 3, 4, 7, 8, 11, 12, 16, 27, 28, 31, 32, 0x7f, 0xff, 0x100, 0xffff, 0x10000, 0x40000, 0x40001, 0x7fffffff,
  0x80000000, 0xffffffff,
];
const MOST_CHANGES = 8;

/** Numbers that follow from a seed alone, so that a finding can be made again (xorshift32, Marsaglia 2003). */
function randomFrom(seed) {
  let state = seed >>> 0 || 1;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

/** Each gives a damaged copy. */
const MUTATIONS = [
  function flip(bytes, random) {
    bytes[random(bytes.length)] ^= 1 << random(8);
    return bytes;
  },
  function overwrite(bytes, random) {
    bytes[random(bytes.length)] = random(256);
    return bytes;
  },
  function lie(bytes, random) {
    const width = [1, 2, 4][random(3)];
    const at = random(Math.max(1, bytes.length - width));
    const value = WORDS[random(WORDS.length)];
    for (let index = 0; index < width && at + index < bytes.length; index++) {
      bytes[at + index] = random(2) ? value >>> (8 * index) : value >>> (8 * (width - 1 - index));
    }
    return bytes;
  },
  function cut(bytes, random) {
    return bytes.subarray(0, random(bytes.length) + 1);
  },
  function remove(bytes, random) {
    const at = random(bytes.length);
    return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1 + random(40))]);
  },
  function repeat(bytes, random) {
    const at = random(bytes.length);
    const part = bytes.subarray(at, at + 1 + random(200));
    return Buffer.concat([bytes.subarray(0, at), part, part, bytes.subarray(at)]);
  },
  function splice(bytes, random, other) {
    const part = other.subarray(random(other.length), other.length);
    const at = random(bytes.length);
    return Buffer.concat([bytes.subarray(0, at), part, bytes.subarray(at)]);
  },
];

/** Gives a copy of `bytes` with one to eight kinds of damage; `other` is what parts are taken from. */
function mutate(bytes, other, random) {
  let result = Buffer.from(bytes);
  for (let count = 1 + random(MOST_CHANGES); count > 0 && result.length > 0; count--) {
    result = MUTATIONS[random(MUTATIONS.length)](result, random, other);
  }
  return result;
}

module.exports = { mutate, randomFrom };
