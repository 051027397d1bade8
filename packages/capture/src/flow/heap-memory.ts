import type { FlowMemory } from './flow-memory';

/** A memory of its own for a FlowTable, which is copied when it grows. */
export class HeapMemory implements FlowMemory {
  readonly start = 0;
  readonly room = 512;
  view = new DataView(new ArrayBuffer(0));
  bytes = new Uint8Array(this.view.buffer);
  words = new Int32Array(this.view.buffer);

  reach(lengthBytes: number): boolean {
    if (lengthBytes > this.view.byteLength) {
      // Half as much again, so that not every new row copies all.
      const grown = bytesOrNull(Math.ceil((lengthBytes * 1.5) / 8) * 8);
      if (grown === null) {
        return false;
      }
      grown.set(this.bytes);
      this.view = new DataView(grown.buffer);
      this.bytes = grown;
      this.words = new Int32Array(grown.buffer);
    }
    return true;
  }
}

function bytesOrNull(length: number): Uint8Array<ArrayBuffer> | null {
  try {
    return new Uint8Array(length);
  } catch {
    return null;
  }
}
