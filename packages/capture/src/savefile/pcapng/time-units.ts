const NS_PER_SECOND = 1_000_000_000;
const NS_PER_SECOND_BIG = 1_000_000_000n;
const US_PER_SECOND = 1_000_000;
const WORD = 2 ** 32;
const HALF_WORD = 2 ** 16;
/** Below this upper half a count of units is exact in a double. */
const EXACT_HIGH = 2 ** 21;

/** A time that was read: written again for each packet, so that none is allocated. */
export interface TimeSlot {
  /** NaN: out of range. */
  seconds: number;
  nanoseconds: number;
}

/** Turns an interface's 64-bit counts of time units into seconds and nanoseconds, without loss down to a nanosecond. */
export interface TimeUnits {
  /** @param high Upper 32 bits of the count. */
  read(high: number, low: number, into: TimeSlot): void;
}

/**
 * Gives the units of if_tsresol and if_tsoffset.
 *
 * @param resolution if_tsresol: the negative power of ten, or, with the upper bit set, of two, that a unit is.
 * @param offsetSeconds if_tsoffset.
 * @see draft-ietf-opsawg-pcapng §4.2
 */
export function timeUnits(resolution: number, offsetSeconds: bigint): TimeUnits {
  if (offsetSeconds === 0n && resolution === 6) {
    return MICROSECONDS;
  }
  if (offsetSeconds === 0n && resolution === 9) {
    return NANOSECONDS;
  }
  const exponent = BigInt(resolution & 0x7f);
  return new AnyUnits((resolution & 0x80) === 0 ? 10n ** exponent : 1n << exponent, offsetSeconds);
}

/** if_tsresol where an interface does not say. */
export const DEFAULT_RESOLUTION = 6;

const MICROSECONDS: TimeUnits = {
  read(high, low, into) {
    if (high >= EXACT_HIGH) {
      MICROSECONDS_FAR_AWAY.read(high, low, into);
      return;
    }
    const count = high * WORD + low;
    let seconds = Math.floor(count / US_PER_SECOND);
    let rest = count - seconds * US_PER_SECOND;
    // The quotient of a large count may be rounded up to the next whole number.
    if (rest < 0) {
      seconds -= 1;
      rest += US_PER_SECOND;
    }
    into.seconds = seconds;
    into.nanoseconds = rest * 1000;
  },
};

const NANOSECONDS: TimeUnits = {
  read(high, low, into) {
    // Long division in base 2^16: no step exceeds what a double holds exactly.
    const first = Math.floor(high / NS_PER_SECOND);
    let rest = high - first * NS_PER_SECOND;
    const upper = rest * HALF_WORD + (low >>> 16);
    const second = Math.floor(upper / NS_PER_SECOND);
    rest = upper - second * NS_PER_SECOND;
    const lower = rest * HALF_WORD + (low & 0xffff);
    const third = Math.floor(lower / NS_PER_SECOND);
    into.seconds = (first * HALF_WORD + second) * HALF_WORD + third;
    into.nanoseconds = lower - third * NS_PER_SECOND;
  },
};

class AnyUnits implements TimeUnits {
  private readonly unitsPerSecond: bigint;
  private readonly offsetSeconds: bigint;

  constructor(unitsPerSecond: bigint, offsetSeconds: bigint) {
    this.unitsPerSecond = unitsPerSecond;
    this.offsetSeconds = offsetSeconds;
  }

  read(high: number, low: number, into: TimeSlot): void {
    const count = (BigInt(high) << 32n) | BigInt(low);
    const seconds = Number(count / this.unitsPerSecond + this.offsetSeconds);
    into.seconds = Number.isSafeInteger(seconds) && seconds >= 0 ? seconds : NaN;
    into.nanoseconds = Number(((count % this.unitsPerSecond) * NS_PER_SECOND_BIG) / this.unitsPerSecond);
  }
}

const MICROSECONDS_FAR_AWAY = new AnyUnits(BigInt(US_PER_SECOND), 0n);
