/**
 * Which flows a table keeps where two threads read the same capture: all, or one of two halves. Both directions of a flow, and
 * errors about it, are of the same half.
 */
export type FlowPart = -1 | 0 | 1;

export const ALL_FLOWS = -1 as FlowPart;

/**
 * A number of a flow's two ends, whichever comes first, that is the same in every thread and process. Its uppermost bit tells
 * the half.
 *
 * @param addresses All words of both addresses, combined by exclusive or.
 * @param ports The ports, combined likewise.
 */
export function flowSpread(addresses: number, ports: number): number {
  const mixed = Math.imul(addresses ^ Math.imul(ports + 1, 0x9e3779b1), 0x85ebca6b);
  return Math.imul(mixed ^ (mixed >>> 15), 0xc2b2ae35);
}

/** Tells whether a flow with this number is in a part. */
export function isInPart(spread: number, part: FlowPart): boolean {
  return part < 0 || spread >>> 31 === part;
}
