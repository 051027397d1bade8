import { firstIndex } from './first-index';
import type { JoinedPacket } from './joined-packet';
import type { Span } from './spans';

/** The capture missed what brought it; the number of the packet with which that was known. */
type Unseen = number;

/**
 * Remembers which packet made each byte of a stream readable: the one with which it and all bytes before it were
 * there. In order that is the segment that holds the byte; after a loss it is the segment that filled the hole.
 */
export class Arrivals {
  /** Rising ends of what was readable, and the packet that brought it so far. */
  private readonly ends: number[] = [];
  private readonly packets: (JoinedPacket | Unseen)[] = [];
  private readableTo = 0;
  private early: Span[] = [];

  /**
   * The segment arrived.
   *
   * @returns which change of what is readable this was, for intervalOf(); -1 if it was none
   */
  add(segment: JoinedPacket): number {
    if (segment.from > this.readableTo) {
      this.early.push(segment);
      return -1;
    }
    return this.extend(segment.to, segment);
  }

  /** What was sent from that byte on turns out not to have been readable yet: the byte itself had been lost. */
  takeBack(from: number): void {
    const kept = firstIndex(this.ends.length, (place) => (this.ends[place] ?? Infinity) <= from);
    for (let place = kept; place < this.ends.length; place++) {
      const packet = this.packets[place];
      if (typeof packet === 'object') {
        packet.arrival = -1;
      }
    }
    if (kept < this.ends.length) {
      this.early.push({ from: from + 1, to: this.readableTo });
      this.ends.length = this.packets.length = kept;
      this.readableTo = this.ends.at(-1) ?? 0;
    }
  }

  /** The bytes that became readable with that change. */
  intervalOf(change: number): Span {
    return { from: this.ends[change - 1] ?? 0, to: this.ends[change] ?? 0 };
  }

  /** How many bytes were readable once that packet had been seen, the acknowledgments before it included. */
  readableAt(packet: number): number {
    const isSeen = (place: number): boolean => {
      const seen = this.packets[place] ?? Infinity;
      return (typeof seen === 'object' ? seen.number : seen) <= packet;
    };
    return this.ends[firstIndex(this.packets.length, isSeen) - 1] ?? 0;
  }

  /** The receiver acknowledged all before `to`: what the capture lacks of it had arrived unseen. */
  acknowledge(to: number, packet: number): void {
    this.extend(to, packet);
  }

  /** The packet that made the byte readable; null where the capture missed it or it never came. */
  packetOf(byte: number): JoinedPacket | null {
    const index = firstIndex(this.ends.length, (place) => (this.ends[place] ?? Infinity) <= byte);
    const packet = this.packets[index];
    return typeof packet === 'object' ? packet : null;
  }

  private extend(to: number, packet: JoinedPacket | Unseen): number {
    let end = to;
    if (end <= this.readableTo) {
      return -1;
    }
    if (this.early.length > 0) {
      end = this.joinEarly(end);
    }
    this.readableTo = end;
    this.packets.push(packet);
    return this.ends.push(end) - 1;
  }

  /** Adds the early pieces that now touch what is readable. */
  private joinEarly(to: number): number {
    let end = to;
    this.early.sort((a, b) => a.from - b.from);
    const rest: Span[] = [];
    for (const piece of this.early) {
      if (piece.from > end) {
        rest.push(piece);
      } else {
        end = Math.max(end, piece.to);
      }
    }
    this.early = rest;
    return end;
  }
}
