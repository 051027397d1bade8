import { mkdirSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { NativeSockets } from '../native/native-sockets';
import type { SocketApi } from '../socket-api';
import { TraceFile } from '../tracing/trace-file';
import { TracedSockets } from '../tracing/traced-sockets';
import { createRing, TraceRing } from '../tracing/trace-ring';
import type { RingMemory } from '../tracing/trace-ring';

/** 4 MiB: more calls than a program makes in a few drains. */
const THREAD_RING_RECORDS = 16384;
const MAIN_RING_RECORDS = 64;

/** The trace of a program that runs on a thread of its own: thread 1; the main thread's calls are thread 0's. */
export class ProgramTrace {
  /** For the program's thread. */
  readonly threadRing: RingMemory;
  /** The main thread's own calls. */
  readonly mainSockets: SocketApi;
  private readonly file: TraceFile;

  /** @throws the file system's error where the trace cannot be created */
  constructor(path: string, role: 'server' | 'client') {
    mkdirSync(dirname(path), { recursive: true });
    const sequence = new SharedArrayBuffer(4);
    const mainRing = createRing(MAIN_RING_RECORDS, sequence);
    this.threadRing = createRing(THREAD_RING_RECORDS, sequence);
    this.file = new TraceFile(path, {
      name: `${role}-${process.pid}`,
      role,
      pid: process.pid,
      command: process.argv,
      host: hostname(),
    });
    this.file.add(mainRing, 0);
    this.file.add(this.threadRing, 1);
    this.mainSockets = new TracedSockets(new NativeSockets(), new TraceRing(mainRing, () => this.file.drain()));
  }

  /** Writes what the rings hold. */
  drain(): void {
    this.file.drain();
  }

  /** Writes the rest and the last line. @returns null, or why the trace is not complete */
  end(status: number, signal: string | null): string | null {
    return this.file.end(status, signal);
  }
}
