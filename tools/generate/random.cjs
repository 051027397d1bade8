/** Numbers that look random and are the same for the same seed (mulberry32). */
function randomNumbers(seed) {
  let state = seed >>> 0;
  /** A number from 0 up to 1. */
  function next() {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
  return {
    next,
    /** An integer of `from` to `to`, both included. */
    integer: (from, to) => from + Math.floor(next() * (to - from + 1)),
    chance: (probability) => next() < probability,
    /** One of the keys of an object whose values are their weights. */
    pick(weights) {
      const entries = Object.entries(weights);
      let left = next() * entries.reduce((sum, [, weight]) => sum + weight, 0);
      return (entries.find(([, weight]) => (left -= weight) < 0) ?? entries[entries.length - 1])[0];
    },
  };
}

module.exports = { randomNumbers };
