import type { StreamInterval } from './connection';
import { IntervalSet } from './interval-set';
import { sequenceDistance } from './sequence-number';

/**
 * What one end of a TCP connection has sent, in offsets of its stream: byte 0 is the one after the SYN, and offsets go
 * on past 2^32. Where the SYN was not captured, byte 0 is the first that was seen or acknowledged; what was sent before
 * has negative offsets.
 */
export class SequenceSpace {
  /** The initial sequence number (ISN); null where no SYN of this end was seen. */
  isn: number | null = null;
  hasSentSyn = false;
  hasSentSynAck = false;
  /** Offset of the FIN: the length of the stream; null while none was seen. */
  finOffset: number | null = null;
  /** The furthest acknowledgment by the other end, as an offset; the FIN counts one. null before the first. */
  acknowledged: number | null = null;

  /** Raw sequence number of byte 0. */
  private base: number | null = null;
  /** Offset after the furthest byte sent. */
  private furthest = 0;
  private readonly seen = new IntervalSet();

  /** Bytes of payload, each counted once. */
  get payloadBytes(): number {
    return this.seen.size;
  }

  /** The end starts, or starts anew, with a SYN. */
  begin(isn: number): void {
    if (this.isn !== isn) {
      this.hasSentSyn = false;
      this.hasSentSynAck = false;
    }
    this.isn = isn;
    this.base = isn + 1;
  }

  /** Takes a sequence number as the one of byte 0, where none is known. */
  assumeBase(sequence: number): void {
    this.base ??= sequence;
  }

  /** The offset of a raw sequence number: of all that are equal modulo 2^32 the one nearest to the furthest byte sent. */
  offsetOf(sequence: number): number {
    return this.furthest + sequenceDistance((this.base ?? sequence) + this.furthest, sequence);
  }

  /** Tells whether an acknowledgment number covers the SYN and nothing that was not sent. */
  isAcknowledgedBy(acknowledgment: number): boolean {
    const offset = this.offsetOf(acknowledgment);
    return this.isn !== null && offset >= 0 && offset <= this.furthest;
  }

  hasSeen(interval: StreamInterval): boolean {
    return this.seen.contains(interval);
  }

  addPayload(interval: StreamInterval): void {
    this.seen.add(interval);
    this.furthest = Math.max(this.furthest, interval.to);
  }

  addAcknowledgment(offset: number): void {
    this.acknowledged = Math.max(this.acknowledged ?? offset, offset);
  }
}
