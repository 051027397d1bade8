import { Arrivals } from './arrivals';
import { firstIndex } from './first-index';
import type { JoinedPacket } from './joined-packet';

/** So many repeated segments in one window would be a connection that hardly works. */
const MOST_REPEATS = 256;

/** What one end of a connection has sent so far, in capture order. */
export class TcpTrack {
  readonly arrivals = new Arrivals();
  /** Segments with payload, in stream order: sent first, and sent again. */
  readonly segments: JoinedPacket[] = [];
  readonly repeats: JoinedPacket[] = [];
  /** Bytes of the longest segment. */
  longestBytes = 0;
  /** Segments that acknowledged more than all before them, data included. */
  readonly advances: JoinedPacket[] = [];
  /** Its first SYN, the last copy of it, its first SYN-ACK, FIN and RST. */
  syn: JoinedPacket | null = null;
  lastSynNs: bigint | null = null;
  synAck: JoinedPacket | null = null;
  fin: JoinedPacket | null = null;
  reset: JoinedPacket | null = null;
  /** The sequence number of its FIN. */
  finSequence: number | null = null;
  /** Its first segment that covers the other end's FIN. */
  finAck: JoinedPacket | null = null;
  /** The RST came straight after a keep-alive of the same end. */
  isResetAfterProbe = false;
  /** When its FIN was sent last. */
  lastFinNs: bigint | null = null;
  /** Its first segment with ACK and without SYN. */
  firstAck: JoinedPacket | null = null;
  /** Its last answer to a SYN-ACK that was repeated. */
  lateAck: JoinedPacket | null = null;
  hasSpoken = false;
  hasRepeatedSynAck = false;
  /** It answered the SYN by an ACK of a connection that it had before. */
  hasChallenged = false;
  /** Bytes of the other end's stream, and whether its FIN, that this end has acknowledged. */
  acknowledgedBytes = 0;
  acknowledgedFin = false;
  /** The window in this end's last segment, as on the wire; null before the first one after the SYN. */
  windowBytes: number | null = null;
  /** The end of the furthest byte that it sent, when, and whether the tail was repeated since. */
  sentTo = 0;
  lastNewNs: bigint | null = null;
  isTailRepeated = false;
  /** Acknowledgments of the same bytes in a row. */
  duplicateAcks = 0;
  /** Its last segment. */
  last: JoinedPacket | null = null;
  /** What a segment of the other end and this end's answer took in the handshake, in nanoseconds. */
  handshakeNs = 0n;
  /** The place of the first of its segments that is not acknowledged. */
  private firstUnacknowledged = 0;
  /** When segments were sent last that were sent more than once, by packet number. */
  private repeatedNs: Map<number, bigint | null> | null = null;

  /** Remembers a segment with bytes that had not been sent before. */
  sentNew(segment: JoinedPacket): void {
    const at = insertByStart(this.segments, segment);
    this.firstUnacknowledged += at < this.firstUnacknowledged ? 1 : 0;
    if (segment.from < this.sentTo) {
      this.noteCopies(segment);
    }
    this.longestBytes = Math.max(this.longestBytes, segment.to - segment.from);
    segment.arrival = this.arrivals.add(segment);
    if (segment.to > this.sentTo) {
      this.sentTo = segment.to;
      this.lastNewNs = segment.timeNs;
      this.isTailRepeated = false;
    }
  }

  /** A segment was sent again because the other end had not got its bytes: they came with this copy. */
  replaced(segment: JoinedPacket): void {
    this.arrivals.takeBack(segment.from);
    segment.arrival = this.arrivals.add(segment);
  }

  /**
   * The last segment until then that repeated bytes before `to` while they were not acknowledged: they may have been awaited still.
   * null: there is none.
   */
  repeatBefore(to: number, untilNs: bigint): JoinedPacket | null {
    const { repeats } = this;
    let last: JoinedPacket | null = null;
    const end = firstIndex(repeats.length, (index) => (repeats[index]?.from ?? Infinity) < to);
    for (let at = end - 1; at >= Math.max(0, end - MOST_REPEATS); at--) {
      const repeat = repeats[at];
      const isSent = repeat?.timeNs != null && repeat.timeNs <= untilNs && repeat.waitedSinceNs !== null;
      last = repeat !== undefined && isSent && (last === null || repeat.number > last.number) ? repeat : last;
    }
    return last;
  }

  /**
   * Remembers a segment whose bytes had all been sent before. It asks for its acknowledgment anew: the first copy may
   * have been lost.
   *
   * @returns when the first of these bytes was sent last before
   */
  sentAgain(segment: JoinedPacket): bigint | null {
    insertByStart(this.repeats, segment);
    this.longestBytes = Math.max(this.longestBytes, segment.to - segment.from);
    return this.lastSentBefore(segment);
  }

  /** Some of its bytes are new, others may be copies. */
  private noteCopies(segment: JoinedPacket): void {
    const beforeNs = this.lastSentBefore(segment);
    if (beforeNs !== null) {
      insertByStart(this.repeats, segment);
      segment.waitedSinceNs = beforeNs;
    }
  }

  private lastSentBefore(segment: JoinedPacket): bigint | null {
    let beforeNs: bigint | null = null;
    for (let index = this.firstUnacknowledged; index < this.segments.length; index++) {
      const waiting = this.segments[index];
      if (waiting === undefined || waiting.from >= segment.to) {
        break;
      }
      if (waiting !== segment && waiting.to > segment.from) {
        beforeNs ??= this.lastSentNs(waiting);
        this.repeatedNs = (this.repeatedNs ?? new Map<number, bigint | null>()).set(waiting.number, segment.timeNs);
      }
    }
    return beforeNs;
  }

  /**
   * The other end acknowledged this end's bytes before `to`.
   *
   * @returns when the first byte that is newly acknowledged was sent last; null where that is not known
   */
  acknowledgedTo(to: number, packet: number): bigint | null {
    let firstNs: bigint | null = null;
    for (;;) {
      const oldest = this.segments[this.firstUnacknowledged];
      if (oldest === undefined || oldest.to > to) {
        break;
      }
      firstNs ??= this.lastSentNs(oldest);
      this.repeatedNs?.delete(oldest.number);
      this.firstUnacknowledged += 1;
    }
    this.arrivals.acknowledge(to, packet);
    return firstNs;
  }

  private lastSentNs(segment: JoinedPacket): bigint | null {
    return this.repeatedNs?.get(segment.number) ?? segment.timeNs;
  }
}

/**
 * Nearly always at the end: segments overtake only their neighbours.
 *
 * @returns the place that it got
 */
function insertByStart(segments: JoinedPacket[], segment: JoinedPacket): number {
  let at = segments.length;
  while (at > 0 && (segments[at - 1]?.from ?? 0) > segment.from) {
    at -= 1;
  }
  if (at === segments.length) {
    segments.push(segment);
  } else {
    segments.splice(at, 0, segment);
  }
  return at;
}
