import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { ConnectionRows } from '../flow/connection-rows';
import type { FlowPart } from '../flow/flow-part';
import type { PlainFile } from './open-pieces';
import { SCAN_WORD, SCAN_WORDS, type ScanThreadData, type ScanThreadMessage } from './scan-thread-contract';

/** Built code: a thread runs JavaScript only, so from the sources too this is where it is. */
const THREAD_FILE = join(__dirname, '..', '..', 'dist', 'io', 'scan-thread.js');

/**
 * This side of a thread that reads a capture file too, for the other half of its flows. It goes no further than it is
 * allowed, so that both see the same packets, wherever the reading ends.
 */
export class ScanThread {
  private readonly file: PlainFile;
  private readonly words = new Int32Array(new SharedArrayBuffer(SCAN_WORDS * Int32Array.BYTES_PER_ELEMENT));
  private readonly worker: Worker;
  private readonly answer: Promise<ScanThreadMessage>;
  private packets = 0;

  constructor(file: PlainFile, part: FlowPart) {
    const workerData: ScanThreadData = { file, part, shared: this.words.buffer };
    this.file = file;
    this.worker = new Worker(THREAD_FILE, { workerData });
    this.answer = new Promise((resolve) => {
      const fail = (error: string): void => resolve({ kind: 'failed', error });
      this.worker.once('message', resolve);
      this.worker.once('error', (error: Error) => fail(error.message));
      this.worker.once('exit', () => fail('the thread that read it too ended early'));
    });
  }

  /** Lets it take so many packets more. */
  allow(packets: number): void {
    this.packets += packets;
    Atomics.store(this.words, SCAN_WORD.allowed, this.packets | 0);
    Atomics.notify(this.words, SCAN_WORD.allowed);
  }

  /**
   * Waits until it has taken all packets that were allowed and gives its connections.
   *
   * @throws Error where it could not read them.
   */
  async finish(): Promise<ConnectionRows> {
    Atomics.store(this.words, SCAN_WORD.isFinal, 1);
    Atomics.notify(this.words, SCAN_WORD.allowed);
    const answer = await this.answer;
    if (answer.kind === 'failed') {
      throw new Error(answer.error);
    }
    if (answer.packets !== this.packets) {
      throw new Error(`${this.file.path} changed while it was read`);
    }
    return new ConnectionRows(answer.rows);
  }

  /** Ends it, whatever it does. */
  async cancel(): Promise<void> {
    await this.worker.terminate();
  }
}
