import type { CaptureDrop } from '../model';
import { durationText } from '../text/duration-text';
import type { Finding } from './packet-anomaly';

/**
 * Puts what the capture lost among the packets that it has: a loss stands at the first packet after the last moment at which
 * nothing was lost yet.
 */
export class DropOrder {
  readonly #drops: readonly CaptureDrop[];
  #next = 0;

  /** @param drops In order of time. */
  constructor(drops: readonly CaptureDrop[]) {
    this.#drops = drops;
  }

  /** Gives the losses that stand at the next packet in capture order, by its time. */
  before(timestampNs: bigint | null): readonly Finding[] {
    const first = this.#next;
    while (timestampNs !== null && (this.#drops[this.#next]?.afterNs ?? timestampNs) < timestampNs) this.#next += 1;
    return first === this.#next ? NONE : this.#drops.slice(first, this.#next).map(dropFinding);
  }

  /** Gives those after the last packet. */
  rest(): readonly Finding[] {
    return this.#drops.slice(this.#next).map(dropFinding);
  }
}

const NONE: readonly Finding[] = [];

function dropFinding({ afterNs, beforeNs, packets }: CaptureDrop): Finding {
  const lost = packets === 1 ? '1 packet' : `${packets} packets`;
  const when = durationText(beforeNs - afterNs);
  return {
    kind: 'dropped',
    text: `the capture lost ${lost} within ${when} from here: what is missing may have been sent`,
  };
}
