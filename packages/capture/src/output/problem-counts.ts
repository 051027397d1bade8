import type { RecordBatch } from '../savefile/record-batch';
import type { DecodeError } from '../wire/decode-error';
import { undecodedText } from '../wire/decode-error-text';
import { PacketFacts } from '../wire/packet-facts';
import { scanPacket } from '../wire/scan-packet';

/**
 * Counts packets by what stopped their decoding: `protocol 103 (PIM)` where it has no decoder, `later fragment`,
 * `truncated tcp`, `malformed ipv4`. The kinds are as many as a header's fields have values, whatever the capture's size.
 */
export class ProblemCounts {
  private readonly facts = new PacketFacts();
  private readonly counts = new Map<string, number>();

  addBatch({ view, count, frameStart, capturedBytes, wireBytes, linkType }: RecordBatch): void {
    const { facts } = this;
    for (let index = 0; index < count; index++) {
      const captured = capturedBytes[index] ?? 0;
      scanPacket(view, frameStart[index] ?? 0, captured, wireBytes[index] ?? 0, linkType[index] ?? 0, facts);
      if (facts.problem !== null) {
        const kind = problemKind(facts.problem);
        this.counts.set(kind, (this.counts.get(kind) ?? 0) + 1);
      }
    }
  }

  /** Kinds and numbers of packets, the most frequent first. */
  entries(): [kind: string, packets: number][] {
    return [...this.counts].sort(([, a], [, b]) => b - a);
  }
}

function problemKind(problem: DecodeError): string {
  switch (problem.kind) {
    case 'unsupported':
      return undecodedText(problem);
    case 'fragment':
      return 'later fragment';
    case 'truncated':
    case 'malformed':
      return `${problem.kind} ${problem.layer}`;
  }
}
