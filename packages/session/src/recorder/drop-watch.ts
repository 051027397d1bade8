import type { PacketCapture } from '../capture/packet-capture';
import type { PacketDrop } from '../recording';
import { sessionTime } from '../session-file';

/** How often a capture is asked what it lost: so closely it is known when that was. */
const POLL_MS = 1_000;

/** More than anybody reads; what comes later belongs to the last. */
const MOST_DROPS = 1_000;

/** Asks a capture again and again how many packets it lost, and keeps between which two questions that was. */
export class DropWatch {
  readonly #capture: Pick<PacketCapture, 'packetsDropped'>;
  readonly #onDrop: () => void;
  readonly #drops: PacketDrop[] = [];
  #known = 0;
  #askedAt = sessionTime();
  #timer: NodeJS.Timeout | null = null;
  #isOver = false;

  /** @param onDrop Called when `drops` has changed. */
  constructor(capture: Pick<PacketCapture, 'packetsDropped'>, onDrop: () => void) {
    this.#capture = capture;
    this.#onDrop = onDrop;
    this.#wait();
  }

  /** What was lost up to now, in order of time. */
  get drops(): readonly PacketDrop[] {
    return this.#drops;
  }

  /** Asks no more. @param packetsDropped What the capture said when it ended; null where it did not. */
  end(packetsDropped: number | null): void {
    this.#isOver = true;
    if (this.#timer) clearTimeout(this.#timer);
    this.#take(packetsDropped, sessionTime());
  }

  #wait(): void {
    this.#timer = setTimeout(() => void this.#ask(), POLL_MS);
  }

  async #ask(): Promise<void> {
    const dropped = await this.#capture.packetsDropped();
    if (this.#isOver) return;
    const now = sessionTime();
    if (this.#take(dropped, now)) this.#onDrop();
    if (dropped !== null) this.#askedAt = now;
    this.#wait();
  }

  #take(dropped: number | null, now: string): boolean {
    if (dropped === null || dropped <= this.#known) return false;
    const packets = dropped - this.#known;
    this.#known = dropped;
    const last = this.#drops.at(-1);
    if (last && this.#drops.length === MOST_DROPS) {
      this.#drops[MOST_DROPS - 1] = { after: last.after, before: now, packets: last.packets + packets };
    } else this.#drops.push({ after: this.#askedAt, before: now, packets });
    return true;
  }
}
