import type { PieceSource, ReadingOptions } from './piece-source';

/** Reads what comes once: standard input, a pipe, a socket. */
export class StreamPieces implements PieceSource {
  readonly headroomBytes = 0;
  readonly problem = null;
  private readonly iterator: AsyncIterator<Uint8Array>;
  private readonly aborted: Promise<null>;
  private count = 0;

  constructor(stream: AsyncIterable<Uint8Array>, { signal }: ReadingOptions) {
    this.iterator = stream[Symbol.asyncIterator]();
    this.aborted = new Promise((resolve) => {
      if (signal?.aborted === true) {
        resolve(null);
      }
      signal?.addEventListener('abort', () => resolve(null), { once: true });
    });
  }

  get bytesRead(): number {
    return this.count;
  }

  async read(): Promise<Uint8Array | null> {
    // What never comes cannot hold up the end.
    const next = await Promise.race([this.aborted, this.iterator.next()]);
    if (next === null || next.done === true) {
      return null;
    }
    this.count += next.value.length;
    return next.value;
  }

  close(): void {
    // Not awaited: a stream from which a read is pending ends only after it.
    this.iterator.return?.().catch(() => undefined);
  }
}
