import { durationText } from './duration-text';
import type { LineBuffer } from './line-buffer';
import { TextPiece } from './text-piece';

/** What the last of three digits stands for, from below 9.995us to below 1000s. */
const DIGITS_NS = [10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9] as const;

const THREE_DIGITS = 1000;
/** The texts of times that were written, by their scale and digits: there are few, and most times are of these. */
const texts: (TextPiece | undefined)[] = Array.from({ length: DIGITS_NS.length * THREE_DIGITS });

/**
 * Writes a time span as durationText() gives it.
 *
 * @param ns Whole nanoseconds, from 0 to 2^53.
 */
export function writeDuration(buffer: LineBuffer, ns: number): void {
  const scale = scaleOf(ns);
  const digitNs = DIGITS_NS[scale] ?? 1;
  const digits = Math.floor(ns / digitNs);
  const restNs = 2 * (ns - digits * digitNs);
  // Which way a half goes lies in how the quotient is rounded.
  if (scale < 0 || restNs === digitNs || digits >= THREE_DIGITS - 1) {
    buffer.wideText(durationText(BigInt(ns)));
    return;
  }
  const index = scale * THREE_DIGITS + digits + (restNs > digitNs ? 1 : 0);
  buffer.piece((texts[index] ??= new TextPiece(durationText(BigInt(ns)))));
}

/** Gives the place of a time's last digit in DIGITS_NS; below 0: none. */
function scaleOf(ns: number): number {
  if (ns < 999_500) {
    return ns < 9_995 ? (ns < 1000 ? -1 : 0) : ns < 99_950 ? 1 : 2;
  }
  if (ns < 999_500_000) {
    return ns < 9_995_000 ? 3 : ns < 99_950_000 ? 4 : 5;
  }
  return ns < 9_995_000_000 ? 6 : ns < 99_950_000_000 ? 7 : 8;
}
