// AssemblyScript: text in the memory. Each function writes from `at` on and gives where that ends.
import { TEXT, TEXT_BYTES } from './constants';
import { load16 } from './network';

const COLON: u8 = 0x3a;
const DOT: u8 = 0x2e;
const ZERO: u32 = 0x30;
/** What is added to 10 to 15 for `a` to `f`. */
const LETTERS: u32 = 0x57;
const BILLION: u64 = 1000000000;
const GROUPS: u32 = 8;
/** The third word of an IPv4-mapped address, as it is read here. */
const MAPPED: u32 = 0xffff0000;
/** The characters of `::ffff:`. */
const MAPPED_PREFIX: u64 = 0x3a666666663a3a;

/** Writes one of textBytes(). What the last eight characters have too much is written over. */
export function text(at: u32, address: u32): u32 {
  return copy(at, address, load<u8>(address + TEXT_BYTES - 1));
}

/** Writes so many characters from elsewhere, and up to seven that are behind them. */
export function copy(at: u32, address: u32, length: u32): u32 {
  for (let index: u32 = 0; index < length; index += 8) {
    store<u64>(at + index, load<u64>(address + index));
  }
  return at + length;
}

export function character(at: u32, code: u8): u32 {
  store<u8>(at, code);
  return at + 1;
}

/** The digits of a number below 100, the first in the lower byte. */
function twoDigits(value: u32): u16 {
  const tens: u32 = (value * 103) >> 10;
  return u16(ZERO + tens + ((ZERO + value - tens * 10) << 8));
}

/** Exact for all of 32 bits: the factor is 2^37 / 100, rounded up. */
function hundredth(value: u32): u32 {
  return u32((u64(value) * 0x51eb851f) >> 37);
}

/** Writes a number in so many digits. */
export function digits(at: u32, value: u32, count: u32): u32 {
  let rest = value;
  let place = at + count;
  while (place > at + 1) {
    const quotient = hundredth(rest);
    place -= 2;
    store<u16>(place, twoDigits(rest - quotient * 100));
    rest = quotient;
  }
  if (place > at) {
    store<u8>(at, u8(ZERO + rest));
  }
  return at + count;
}

function digitCount(value: u32): u32 {
  if (value < 10000) {
    return value < 100 ? (value < 10 ? 1 : 2) : value < 1000 ? 3 : 4;
  }
  if (value < 1000000) {
    return value < 100000 ? 5 : 6;
  }
  return value < 100000000 ? (value < 10000000 ? 7 : 8) : value < 1000000000 ? 9 : 10;
}

export function integer(at: u32, value: u32): u32 {
  return digits(at, value, digitCount(value));
}

export function longInteger(at: u32, value: u64): u32 {
  if (value < BILLION) {
    return integer(at, u32(value));
  }
  const upper: u64 = value / BILLION;
  return digits(longInteger(at, upper), u32(value - upper * BILLION), 9);
}

/** @param from Where the address is. */
export function ipv4Address(at: u32, from: u32): u32 {
  let end = integer(at, load<u8>(from));
  end = integer(character(end, DOT), load<u8>(from + 1));
  end = integer(character(end, DOT), load<u8>(from + 2));
  return integer(character(end, DOT), load<u8>(from + 3));
}

function hexadecimal(at: u32, value: u32): u32 {
  let end = at;
  for (let shift: i32 = value > 0xff ? (value > 0xfff ? 12 : 8) : value > 0xf ? 4 : 0; shift >= 0; shift -= 4) {
    const digit = (value >> shift) & 0xf;
    end = character(end, u8((digit < 10 ? ZERO : LETTERS) + digit));
  }
  return end;
}

/** A group of an IPv6 address: its first word is at `first`, the three others from `rest` on. */
function groupOf(first: u32, rest: u32, index: u32): u32 {
  return load16(index < 2 ? first + 2 * index : rest + 2 * (index - 2));
}

/** As ipv6TextOf() gives it: the first of the longest runs of zeros is left out. */
export function ipv6Address(at: u32, first: u32, rest: u32): u32 {
  if (load<u32>(first) === 0 && load<u32>(rest) === 0 && load<u32>(rest + 4) === MAPPED) {
    store<u64>(at, MAPPED_PREFIX);
    return ipv4Address(at + 7, rest + 8);
  }
  let from = GROUPS;
  let to = GROUPS;
  let start: u32 = 0;
  for (let index: u32 = 0; index <= GROUPS; index++) {
    if (index === GROUPS || groupOf(first, rest, index) !== 0) {
      if (index - start > 1 && index - start > to - from) {
        from = start;
        to = index;
      }
      start = index + 1;
    }
  }
  let end = at;
  for (let index: u32 = 0; index < from; index++) {
    end = hexadecimal(index > 0 ? character(end, COLON) : end, groupOf(first, rest, index));
  }
  if (from < GROUPS) {
    end = character(end, COLON);
    end = to === GROUPS ? character(end, COLON) : end;
  }
  for (let index = to; index < GROUPS; index++) {
    end = hexadecimal(character(end, COLON), groupOf(first, rest, index));
  }
  return end;
}

/**
 * Whether a time just between two numbers of three digits is rounded up. Number.toFixed() does what the quotient is in a double: the
 * half, or a little more, or less. The difference to it is exact: the quotient is taken in two halves of its bits.
 */
function isHalfUp(ns: u64, unitNs: u64): bool {
  const unit = f64(unitNs);
  const quotient = f64(ns) / unit;
  const upper = reinterpret<f64>(reinterpret<u64>(quotient) & 0xfffffffff8000000);
  return upper * unit - f64(ns) + (quotient - upper) * unit >= 0;
}

/** A time in numbers of its last digit. */
function rounded(ns: u64, digitNs: u64, unitNs: u64): u32 {
  const lower = ns / digitNs;
  const twice = 2 * (ns - lower * digitNs);
  return u32(lower) + (twice > digitNs || (twice === digitNs && isHalfUp(ns, unitNs)) ? 1 : 0);
}

function threeDigits(at: u32, ns: u64, unitNs: u64): u32 {
  if (ns * 1000 < unitNs * 9995) {
    const hundredths = rounded(ns, unitNs / 100, unitNs);
    return digits(character(integer(at, hundredths / 100), DOT), hundredths % 100, 2);
  }
  if (ns * 100 < unitNs * 9995) {
    const tenths = rounded(ns, unitNs / 10, unitNs);
    return integer(character(integer(at, tenths / 10), DOT), tenths % 10);
  }
  return integer(at, rounded(ns, unitNs, unitNs));
}

/** Writes a time span as durationText() gives it. */
export function duration(at: u32, seconds: u64, nanoseconds: u32): u32 {
  if (seconds >= 1000) {
    return text(longInteger(at, seconds + (nanoseconds >= 500000000 ? 1 : 0)), TEXT.seconds);
  }
  const ns: u64 = seconds * BILLION + nanoseconds;
  if (ns < 1000) {
    return text(integer(at, u32(ns)), TEXT.nanoseconds);
  }
  if (ns < 999500) {
    return text(threeDigits(at, ns, 1000), TEXT.microseconds);
  }
  return ns < 999500000
    ? text(threeDigits(at, ns, 1000000), TEXT.milliseconds)
    : text(threeDigits(at, ns, BILLION), TEXT.seconds);
}
