import { IntervalSet } from './interval-set';
import { STREAM, STREAM_FLAG } from './row-layout';
import { sequenceDistance } from './sequence-number';

/**
 * What one end of a TCP connection has sent, in offsets of its stream: byte 0 is the one after the SYN, and offsets go
 * on past 2^32. Where the SYN was not captured, byte 0 is the first that was seen or acknowledged; what was sent before
 * has negative offsets.
 *
 * The state lies in a connection's row; one object is moved from row to row.
 */
export class StreamRow {
  private view: DataView = new DataView(new ArrayBuffer(0));
  private at = 0;
  private key = 0;
  private readonly gaps: Map<number, IntervalSet>;

  /** @param gaps The intervals of streams with gaps, by their keys. */
  constructor(gaps: Map<number, IntervalSet>) {
    this.gaps = gaps;
  }

  /** @param key Tells this stream from all others. */
  moveTo(view: DataView, at: number, key: number): void {
    this.view = view;
    this.at = at;
    this.key = key;
  }

  has(flag: number): boolean {
    return (this.flags & flag) !== 0;
  }

  set(flag: number): void {
    this.flags |= flag;
  }

  /** Offset of the FIN: the length of the stream. Means something where there is one. */
  get finOffset(): number {
    return this.view.getFloat64(this.at + STREAM.finOffset, true);
  }

  set finOffset(offset: number) {
    this.set(STREAM_FLAG.hasFin);
    this.view.setFloat64(this.at + STREAM.finOffset, offset, true);
  }

  /** The furthest acknowledgment by the other end, as an offset; the FIN counts one. Means something where there is one. */
  get acknowledged(): number {
    return this.view.getFloat64(this.at + STREAM.acknowledged, true);
  }

  /** The stream begins, or begins anew, with a SYN. */
  begin(isn: number): void {
    if (!this.hasIsn(isn)) {
      this.flags &= ~(STREAM_FLAG.hasSentSyn | STREAM_FLAG.hasSentSynAck);
    }
    this.set(STREAM_FLAG.hasIsn | STREAM_FLAG.hasBase);
    this.base = isn + 1;
  }

  /** Takes a sequence number as the one of byte 0, where none is known. */
  assumeBase(sequence: number): void {
    if (!this.has(STREAM_FLAG.hasBase)) {
      this.set(STREAM_FLAG.hasBase);
      this.base = sequence;
    }
  }

  /** Tells whether the stream began with a SYN of this initial sequence number (ISN). */
  hasIsn(isn: number): boolean {
    return this.has(STREAM_FLAG.hasIsn) && this.base === (isn + 1) >>> 0;
  }

  /** The offset of a raw sequence number: of all that are equal modulo 2^32 the one nearest to the furthest byte sent. */
  offsetOf(sequence: number): number {
    const { furthest } = this;
    const base = this.has(STREAM_FLAG.hasBase) ? this.base : sequence;
    return furthest + sequenceDistance(base + furthest, sequence);
  }

  /** Tells whether an acknowledgment number covers the SYN and nothing that was not sent. */
  isAcknowledgedBy(acknowledgment: number): boolean {
    const offset = this.offsetOf(acknowledgment);
    return this.has(STREAM_FLAG.hasIsn) && offset >= 0 && offset <= this.furthest;
  }

  /** Tells whether all bytes of `[from, to)` were seen. */
  hasSeen(from: number, to: number): boolean {
    if (this.has(STREAM_FLAG.hasGaps)) {
      return this.gaps.get(this.key)?.contains(from, to) === true;
    }
    return this.has(STREAM_FLAG.hasSeen) && this.seenFrom <= from && to <= this.seenTo;
  }

  /** Adds the bytes `[from, to)`; only those that are new count. */
  addPayload(from: number, to: number): void {
    if (this.has(STREAM_FLAG.hasGaps)) {
      this.addAmongGaps(from, to);
    } else if (!this.has(STREAM_FLAG.hasSeen)) {
      this.set(STREAM_FLAG.hasSeen);
      this.setSeen(from, to);
      this.addPayloadBytes(to - from);
    } else {
      this.addToInterval(from, to);
    }
    if (to > this.furthest) {
      this.view.setFloat64(this.at + STREAM.furthest, to, true);
    }
  }

  addAcknowledgment(offset: number): void {
    if (!this.has(STREAM_FLAG.hasAcknowledged) || offset > this.acknowledged) {
      this.set(STREAM_FLAG.hasAcknowledged);
      this.view.setFloat64(this.at + STREAM.acknowledged, offset, true);
    }
  }

  private addToInterval(from: number, to: number): void {
    const { seenFrom, seenTo } = this;
    if (from > seenTo || to < seenFrom) {
      const set = new IntervalSet();
      set.add(seenFrom, seenTo);
      this.gaps.set(this.key, set);
      this.set(STREAM_FLAG.hasGaps);
      this.addAmongGaps(from, to);
      return;
    }
    const start = Math.min(from, seenFrom);
    const end = Math.max(to, seenTo);
    this.setSeen(start, end);
    this.addPayloadBytes(end - start - (seenTo - seenFrom));
  }

  private addAmongGaps(from: number, to: number): void {
    const set = this.gaps.get(this.key);
    if (set === undefined) {
      return;
    }
    this.addPayloadBytes(set.add(from, to));
    if (set.intervals === 1) {
      this.setSeen(set.from, set.to);
      this.gaps.delete(this.key);
      this.flags &= ~STREAM_FLAG.hasGaps;
    }
  }

  private addPayloadBytes(bytes: number): void {
    const { view, at } = this;
    view.setFloat64(at + STREAM.payloadBytes, view.getFloat64(at + STREAM.payloadBytes, true) + bytes, true);
  }

  private setSeen(from: number, to: number): void {
    this.view.setFloat64(this.at + STREAM.seenFrom, from, true);
    this.view.setFloat64(this.at + STREAM.seenTo, to, true);
  }

  private get seenFrom(): number {
    return this.view.getFloat64(this.at + STREAM.seenFrom, true);
  }

  private get seenTo(): number {
    return this.view.getFloat64(this.at + STREAM.seenTo, true);
  }

  private get furthest(): number {
    return this.view.getFloat64(this.at + STREAM.furthest, true);
  }

  private get base(): number {
    return this.view.getUint32(this.at + STREAM.base, true);
  }

  private set base(sequence: number) {
    this.view.setUint32(this.at + STREAM.base, sequence, true);
  }

  private get flags(): number {
    return this.view.getUint32(this.at + STREAM.flags, true);
  }

  private set flags(flags: number) {
    this.view.setUint32(this.at + STREAM.flags, flags, true);
  }
}
