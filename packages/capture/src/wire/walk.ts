import type { ByteRange, DecodeError } from './decode-error';
import { PacketFacts } from './packet-facts';
import type { Step } from './step';
import { STEP } from './step';

/** A header that a walk has passed: its own bytes, and where what it carries ends. */
export interface Layer extends ByteRange {
  readonly step: Step;
  /** End of the bytes that it carries, as far as they were captured. */
  readonly capturedEnd: number;
  /** The same on the wire. */
  readonly wireEnd: number;
  /** It is in the datagram that an ICMP error quotes. */
  readonly isQuoted: boolean;
}

/**
 * Where a walk through the headers of one frame stands. Made once and used again for each frame, so that millions of
 * frames leave nothing behind. Each header's function takes its bytes by moving `offset`, narrows the two ends to what
 * the header carries, notes its facts, and gives the next step. It reads inside `capturedEnd` only.
 */
export class Walk {
  view: DataView = new DataView(new ArrayBuffer(0));
  /** Where the frame begins in `view`; offsets in problems count from here. */
  frameStart = 0;
  /** The first byte that no header has taken. */
  offset = 0;
  /** End of the bytes that the last header carries and the capture kept. */
  capturedEnd = 0;
  /** End of what the last header carries on the wire; never before `capturedEnd`. */
  wireEnd = 0;
  facts = new PacketFacts();
  /** Facts of the frame while the walk is in a datagram that an ICMP error quotes; null: it is not. */
  quoteOf: PacketFacts | null = null;
  /** The headers so far; null: nobody wants them. */
  trail: Layer[] | null = null;

  /** Narrows what follows to `end`, where a header's length field says that its content ends. */
  endAt(end: number): void {
    if (end < this.wireEnd) {
      this.wireEnd = end;
      if (end < this.capturedEnd) {
        this.capturedEnd = end;
      }
    }
  }

  /** Ends the walk: a header at `offset` needs more bytes than there are. */
  truncated(layer: string, offset: number, needBytes: number): Step {
    const haveBytes = Math.max(0, this.capturedEnd - offset);
    return this.stop({ kind: 'truncated', layer, offset: offset - this.frameStart, needBytes, haveBytes });
  }

  /** Ends the walk: the field at `offset` breaks a rule. */
  malformed(layer: string, offset: number, field: string, value: number, rule: string): Step {
    return this.stop({ kind: 'malformed', layer, offset: offset - this.frameStart, field, value, rule });
  }

  /** Ends the walk: the field at `offset` announces something that has no decoder here. */
  unsupported(layer: string, offset: number, field: string, value: number, name: string): Step {
    return this.stop({ kind: 'unsupported', layer, offset: offset - this.frameStart, field, value, name });
  }

  /** Ends the walk: the header at `offset` is a fragment's, and not the first one's. */
  laterFragment(layer: string, offset: number, fragmentOffsetBytes: number): Step {
    return this.stop({ kind: 'fragment', layer, offset: offset - this.frameStart, fragmentOffsetBytes });
  }

  stop(problem: DecodeError): Step {
    this.facts.problem = problem;
    return STEP.end;
  }
}
