import type { FlowMemory } from './flow-memory';

/** A memory of its own for a FlowTable, which is copied when it grows. */
export class HeapMemory implements FlowMemory {
  readonly start = 0;
  readonly room = 512;
  view = new DataView(new ArrayBuffer(0));
  bytes = new Uint8Array(this.view.buffer);
  words = new Int32Array(this.view.buffer);

  reach(lengthBytes: number): void {
    if (lengthBytes > this.view.byteLength) {
      // Half as much again, so that not every new row copies all.
      const grown = new Uint8Array(Math.ceil((lengthBytes * 1.5) / 8) * 8);
      grown.set(this.bytes);
      this.view = new DataView(grown.buffer);
      this.bytes = grown;
      this.words = new Int32Array(grown.buffer);
    }
  }
}
