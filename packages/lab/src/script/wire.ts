import type { Cut, PacketMatch, Which } from '@sockscope/wire';
import type { Step, WireOrder } from './step';

/** The words of a script for the wire between its actors; each is in force from its step on. */
export const wire = {
  /** The next matching packet is lost. */
  loses: (match: PacketMatch, which?: Which): Step => step({ kind: 'drop', match, ...(which && { which }) }),
  /** Matching packets wait on the wire until release(). */
  holds: (match: PacketMatch, as: string, which?: Which): Step =>
    step({ kind: 'hold', match, ...(which && { which }) }, as),
  /** The next matching packet arrives twice. */
  doubles: (match: PacketMatch, which?: Which): Step => step({ kind: 'duplicate', match, ...(which && { which }) }),
  /** The next matching packet arrives later than those behind it. */
  delays: (match: PacketMatch, delayMs: number, which?: Which): Step =>
    step({ kind: 'delay', match, delayMs, ...(which && { which }) }),
  /** Nothing arrives any more. */
  isCut: (cut: Cut = {}): Step => step({ kind: 'cut', cut }),
  /** What was held under this name goes on its way. */
  releases: (order: string): Step => ({ kind: 'release', order }),
};

function step(order: WireOrder, as: string | null = null): Step {
  return { kind: 'wire', order, as };
}
