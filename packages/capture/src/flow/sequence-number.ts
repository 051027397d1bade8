/**
 * The signed distance from `from` to `to` on the circle of 2^32 sequence numbers: positive where `to` comes later.
 * Either may be any integer; only its value modulo 2^32 counts.
 *
 * @see RFC 9293 §3.4
 */
export function sequenceDistance(from: number, to: number): number {
  return (to - from) | 0;
}
