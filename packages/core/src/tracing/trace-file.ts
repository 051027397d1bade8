import { closeSync, openSync, writeSync } from 'node:fs';
import { callLine, exitLine, processLine, returnLine } from '../trace/trace-line';
import type { TracedCall, TracedProcess } from '../trace/traced-call';
import { RecordDecoder } from './decode-record';
import { realtimeNs } from './realtime';
import { RingDrain } from './trace-ring';
import type { RingMemory } from './trace-ring';

/** How often the rings are drained to disk: what a SIGKILL may cost at most. */
const DRAIN_INTERVAL_MS = 20;

interface Source {
  readonly ring: RingDrain;
  readonly decoder: RecordDecoder;
  /** The call whose `enter` line is written and whose `return` line is not. */
  insideSequence: number;
}

/**
 * Writes the calls of a process's rings to its trace, a line an event, appended as it happens. Written by plain
 * write(2) calls: what a drain wrote is safe from a crash of the process.
 */
export class TraceFile {
  private readonly sources: Source[] = [];
  private readonly timer: NodeJS.Timeout;
  private readonly descriptor: number;
  private lines: string[] = [];
  private writeError: string | null = null;
  private isEnded = false;

  /**
   * Creates the file, or empties it, and writes its first line.
   *
   * @throws the file system's error where it cannot be created
   */
  constructor(path: string, traced: Omit<TracedProcess, 'startNs'>) {
    this.descriptor = openSync(path, 'w', 0o644);
    this.write(processLine({ ...traced, startNs: realtimeNs() }));
    this.flush();
    this.timer = setInterval(() => this.drain(), DRAIN_INTERVAL_MS);
  }

  /** Takes a thread's ring. @param thread 0 is the main thread. */
  add(memory: RingMemory, thread: number): void {
    const ring = new RingDrain(memory);
    this.sources.push({ ring, decoder: new RecordDecoder(ring, thread), insideSequence: 0 });
  }

  /** Writes what the rings hold. Also for a call that has entered and not returned: an `enter` line, once. */
  drain(): void {
    if (this.isEnded) return;
    for (const source of this.sources) {
      const { ring, decoder } = source;
      ring.drain(
        (record) => this.writeReturned(source, decoder.decode(record, true)),
        (record) => this.writeInside(source, decoder.decode(record, false)),
      );
    }
    this.flush();
  }

  /**
   * Writes the rest and the last line, and closes the file.
   *
   * @returns null, or why the trace is not complete: the first error of writing it
   */
  end(status: number | null, signal: string | null): string | null {
    if (this.isEnded) return this.writeError;
    this.drain();
    clearInterval(this.timer);
    this.write(exitLine({ timeNs: realtimeNs(), status, signal }));
    this.flush();
    this.isEnded = true;
    closeSync(this.descriptor);
    return this.writeError;
  }

  private writeReturned(source: Source, call: TracedCall): void {
    this.write(call.sequence === source.insideSequence ? returnLine(call) : callLine(call));
  }

  private writeInside(source: Source, call: TracedCall): void {
    if (call.sequence === source.insideSequence) return;
    source.insideSequence = call.sequence;
    this.write(callLine(call));
  }

  private write(line: string): void {
    this.lines.push(line);
    if (this.lines.length >= 512) this.flush();
  }

  private flush(): void {
    if (this.lines.length === 0) return;
    const bytes = Buffer.from(`${this.lines.join('\n')}\n`);
    this.lines = [];
    // After an error the rings are still drained, so that the traced program goes on; the trace ends here.
    if (this.writeError !== null) return;
    try {
      for (let from = 0; from < bytes.length;) from += writeSync(this.descriptor, bytes, from);
    } catch (error) {
      this.writeError = error instanceof Error ? error.message : String(error);
    }
  }
}
