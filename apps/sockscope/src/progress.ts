import type { LoadProgress } from '@sockscope/session';

/** Who waits less than this needs no news. */
const FIRST_MS = 700;
const EVERY_MS = 200;
const CLEAR_LINE = '\r\u001b[K';

/** Says how far a long file has been read, now and then. */
export class Progress {
  readonly #say: (text: string) => void;
  readonly #startMs = performance.now();
  #nextMs: number;

  constructor(say: (text: string) => void, firstMs = FIRST_MS) {
    this.#say = say;
    this.#nextMs = firstMs;
  }

  /** To be called often: it looks at the clock. */
  update({ bytesRead, sizeBytes }: LoadProgress): void {
    const elapsedMs = performance.now() - this.#startMs;
    if (elapsedMs < this.#nextMs) return;
    this.#nextMs = elapsedMs + EVERY_MS;
    this.#say(progressText(bytesRead, sizeBytes, elapsedMs));
  }
}

/** Says it on standard error, where that is a terminal, and clears the line at the end. */
export class TerminalProgress {
  readonly #stream: NodeJS.WriteStream;
  /** null: nobody would see it. */
  readonly #progress: Progress | null;
  #isShown = false;

  constructor(stream: NodeJS.WriteStream = process.stderr) {
    this.#stream = stream;
    this.#progress = stream.isTTY ? new Progress((text) => this.#show(text)) : null;
  }

  update(progress: LoadProgress): void {
    this.#progress?.update(progress);
  }

  end(): void {
    if (this.#isShown) this.#stream.write(CLEAR_LINE);
  }

  #show(text: string): void {
    this.#isShown = true;
    this.#stream.write(`${CLEAR_LINE}${text}`);
  }
}

/**
 * Gives `34% of 1000 MB, 310 MB/s, 2 s left`; where the size is not known, `340 MB, 310 MB/s`.
 *
 * @param sizeBytes Of the whole; null: not known.
 */
export function progressText(bytesRead: number, sizeBytes: number | null, elapsedMs: number): string {
  const bytesPerMs = bytesRead / Math.max(1, elapsedMs);
  const rate = `${Math.round(bytesPerMs / 1000)} MB/s`;
  if (sizeBytes === null || sizeBytes === 0) return `${megabytes(bytesRead)}, ${rate}`;
  const percent = Math.min(100, Math.floor((bytesRead / sizeBytes) * 100));
  const leftSeconds = Math.ceil(Math.max(0, sizeBytes - bytesRead) / bytesPerMs / 1000);
  const left = Number.isFinite(leftSeconds) ? `, ${leftSeconds} s left` : '';
  return `${percent}% of ${megabytes(sizeBytes)}, ${rate}${left}`;
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6)} MB`;
}
