/** A packet on its way. */
export interface QueuedPacket {
  readonly packet: Uint8Array;
  /** When it arrives, in nanoseconds of the caller's clock. */
  readonly dueNs: number;
}

/** Packets by the time at which they are due; those of one time stay in their order. A binary heap. */
export class DelayQueue {
  private readonly heap: (QueuedPacket & { readonly order: number })[] = [];
  private count = 0;

  /** When the next is due; infinite for none. */
  get nextDueNs(): number {
    return this.heap[0]?.dueNs ?? Infinity;
  }

  /** Takes a packet. It is not copied. */
  push(packet: Uint8Array, dueNs: number): void {
    const { heap } = this;
    const entry = { packet, dueNs, order: this.count++ };
    let at = heap.length;
    heap.push(entry);
    for (let parent = (at - 1) >> 1; at > 0 && this.isBefore(entry, parent); parent = (at - 1) >> 1) {
      heap[at] = heap[parent] as typeof entry;
      at = parent;
    }
    heap[at] = entry;
  }

  /** Gives the next packet if it is due, and forgets it; else null. */
  pop(nowNs: number): Uint8Array | null {
    const { heap } = this;
    const [first] = heap;
    if (!first || first.dueNs > nowNs) return null;
    const last = heap.pop() as typeof first;
    if (heap.length > 0) this.sink(last);
    return first.packet;
  }

  private sink(entry: QueuedPacket & { readonly order: number }): void {
    const { heap } = this;
    let at = 0;
    for (;;) {
      const left = 2 * at + 1;
      if (left >= heap.length) break;
      const right = heap[left + 1];
      const child = right && this.isBefore(right, left) ? left + 1 : left;
      if (this.isBefore(entry, child)) break;
      heap[at] = heap[child] as typeof entry;
      at = child;
    }
    heap[at] = entry;
  }

  private isBefore(entry: QueuedPacket & { readonly order: number }, index: number): boolean {
    const other = this.heap[index];
    if (!other) return true;
    return entry.dueNs === other.dueNs ? entry.order < other.order : entry.dueNs < other.dueNs;
  }
}
