import type { ClockEstimate } from '../model';
import { durationText } from '../text/duration-text';
import type { ClockBounds } from './clock-bounds';
import { fitLine } from './fit-line';

const PER_MILLION = 1e6;

/**
 * Estimates what must be added to a process's times to give the capture's, from what causality allows: a packet is not
 * earlier than the entry of the call that made it, a return not earlier than the packet that it waited for.
 *
 * One clock (offset 0) where that fits every bound; else the middle of what is feasible, with drift where no constant
 * fits. Bounds that no clock fits say by how much they contradict each other.
 */
export function estimateClock(process: string, bounds: ClockBounds): ClockEstimate {
  const { lowestUpperNs, highestLowerNs, count } = bounds;
  const known = { process, bounds: count, driftPpm: 0 };
  if (lowestUpperNs === null || highestLowerNs === null) {
    const text = `clock of ${process}: not checked, for no call of it is bounded by packets from both sides`;
    return { ...known, kind: 'unknown', offsetNs: 0n, uncertaintyNs: null, text };
  }
  if (highestLowerNs <= 0n && lowestUpperNs >= 0n) {
    const room = `${signed(highestLowerNs)} to ${signed(lowestUpperNs)}`;
    const text = `clock of ${process}: the capture's own; ${count} bounds of causality allow ${room}`;
    return { ...known, kind: 'one-clock', offsetNs: 0n, uncertaintyNs: larger(-highestLowerNs, lowestUpperNs), text };
  }
  if (highestLowerNs <= lowestUpperNs) {
    const offsetNs = (highestLowerNs + lowestUpperNs) / 2n;
    const uncertaintyNs = (lowestUpperNs - highestLowerNs + 1n) / 2n;
    const text = `clock of ${process}: ${signed(offsetNs)} to the capture's, give or take ${durationText(uncertaintyNs)} (${count} bounds)`;
    return { ...known, kind: 'offset', offsetNs, uncertaintyNs, text };
  }
  return estimateDrift(process, bounds) ?? contradiction(process, bounds, highestLowerNs - lowestUpperNs);
}

function estimateDrift(process: string, bounds: ClockBounds): ClockEstimate | null {
  const line = fitLine(bounds.lowers, bounds.uppers);
  if (line === null || line.roomNs < 0) {
    return null;
  }
  const driftPpm = line.slope * PER_MILLION;
  const offsetNs = BigInt(Math.round(line.offsetNs));
  const uncertaintyNs = BigInt(Math.ceil(line.roomNs / 2));
  const text =
    `clock of ${process}: ${signed(offsetNs)} to the capture's at its beginning, give or take ${durationText(uncertaintyNs)}, ` +
    `and ${driftPpm.toFixed(2)} ppm drift (${bounds.count} bounds)`;
  return { process, bounds: bounds.count, kind: 'drift', offsetNs, uncertaintyNs, driftPpm, text };
}

/** The bounds of one clock that was set meanwhile, or of links that cannot all be true. */
function contradiction(process: string, { count }: ClockBounds, byNs: bigint): ClockEstimate {
  const text =
    `clock of ${process}: no offset and no drift fits its ${count} bounds, which contradict each other by ` +
    `${durationText(byNs)}: a clock was set while it was recorded; what is in a call is told by cause, not by time`;
  return { process, bounds: count, kind: 'contradictory', offsetNs: 0n, uncertaintyNs: byNs, driftPpm: 0, text };
}

function larger(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}

function signed(ns: bigint): string {
  return ns < 0n ? durationText(ns) : `+${durationText(ns)}`;
}
