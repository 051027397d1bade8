/** A bound of a clock's offset at a moment, in nanoseconds since the first bound. */
export interface BoundPoint {
  readonly atNs: number;
  readonly boundNs: number;
}

/** Moments that are told apart; of each the tightest bounds are kept. */
const MOST_MOMENTS = 4096;

/**
 * Bounds of what must be added to a process's times to give the capture's. Of many bounds at nearly one moment only the
 * tightest are kept, so memory does not grow with them.
 */
export class ClockBounds {
  count = 0;
  highestLowerNs: bigint | null = null;
  lowestUpperNs: bigint | null = null;
  private readonly lowerAt = new Map<number, BoundPoint>();
  private readonly upperAt = new Map<number, BoundPoint>();
  private readonly firstNs: bigint;
  private readonly momentNs: number;

  /** @param firstNs to `lastNs`: when bounds can lie */
  constructor(firstNs: bigint, lastNs: bigint) {
    this.firstNs = firstNs;
    this.momentNs = Math.max(1, Number(lastNs - firstNs) / MOST_MOMENTS);
  }

  get lowers(): readonly BoundPoint[] {
    return [...this.lowerAt.values()];
  }

  get uppers(): readonly BoundPoint[] {
    return [...this.upperAt.values()];
  }

  /** A packet came at or after that entry: it made it. */
  madeBy(enterNs: bigint, packetNs: bigint): void {
    const boundNs = packetNs - enterNs;
    this.count += 1;
    this.lowestUpperNs = this.lowestUpperNs === null || boundNs < this.lowestUpperNs ? boundNs : this.lowestUpperNs;
    this.keep(this.upperAt, enterNs, boundNs, (a, b) => a < b);
  }

  /** A packet came at or before that return, which waited for it. */
  waitedFor(returnNs: bigint, packetNs: bigint): void {
    const boundNs = packetNs - returnNs;
    this.count += 1;
    this.highestLowerNs = this.highestLowerNs === null || boundNs > this.highestLowerNs ? boundNs : this.highestLowerNs;
    this.keep(this.lowerAt, returnNs, boundNs, (a, b) => a > b);
  }

  private keep(
    points: Map<number, BoundPoint>,
    timeNs: bigint,
    bound: bigint,
    isTighter: (a: number, b: number) => boolean,
  ): void {
    const point = { atNs: Number(timeNs - this.firstNs), boundNs: Number(bound) };
    const moment = Math.floor(point.atNs / this.momentNs);
    const known = points.get(moment);
    if (known === undefined || isTighter(point.boundNs, known.boundNs)) {
      points.set(moment, point);
    }
  }
}
