import { firstIndex } from './first-index';

/** A piece of a stream that came before the bytes in front of it. */
interface EarlyPiece {
  readonly from: number;
  readonly to: number;
}

/**
 * Remembers which packet made each byte of a stream readable: the one with which it and all bytes before it were
 * there. In order that is the segment that holds the byte; after a loss it is the segment that filled the hole.
 */
export class Arrivals {
  /** Rising ends of what was readable, and the packet that brought it so far; null: the capture missed it. */
  private readonly ends: number[] = [];
  private readonly packets: (number | null)[] = [];
  private readableTo = 0;
  private early: EarlyPiece[] = [];

  /** How many bytes have become readable so far. */
  get readableBytes(): number {
    return this.readableTo;
  }

  /** The segment `[from, to)` arrived in that packet. */
  add(from: number, to: number, packet: number): void {
    if (from > this.readableTo) {
      this.early.push({ from, to });
    } else {
      this.extend(to, packet);
    }
  }

  /** The receiver acknowledged all before `to`: what the capture lacks of it had arrived unseen. */
  acknowledge(to: number): void {
    this.extend(to, null);
  }

  /** Number of the packet that made the byte readable; null where the capture missed it or it never came. */
  packetOf(byte: number): number | null {
    const index = firstIndex(this.ends.length, (place) => (this.ends[place] ?? Infinity) <= byte);
    return this.packets[index] ?? null;
  }

  private extend(to: number, packet: number | null): void {
    let end = to;
    if (end <= this.readableTo) {
      return;
    }
    if (this.early.length > 0) {
      end = this.joinEarly(end);
    }
    this.readableTo = end;
    this.ends.push(end);
    this.packets.push(packet);
  }

  /** Adds the early pieces that now touch what is readable. */
  private joinEarly(to: number): number {
    let end = to;
    this.early.sort((a, b) => a.from - b.from);
    const rest: EarlyPiece[] = [];
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
