import { receiveMessageOnPort } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';
import type { ProgramIo } from '../programs/program';
import type { Endpoint } from '../trace/endpoint';
import { STOPPING, UNWRITTEN, WAKE } from './thread-contract';
import type { InputMessage, ThreadMessage } from './thread-contract';

/** A program that prints faster than its output is read waits here, instead of filling the memory. */
const MOST_UNWRITTEN = 1 << 20;

/** A program's input and output on its own thread: all of it goes through the main thread, which never blocks. */
export class ThreadIo implements ProgramIo {
  private readonly control: Int32Array;
  private readonly input: MessagePort;
  private readonly post: (message: ThreadMessage) => void;

  constructor(control: SharedArrayBuffer, input: MessagePort, post: (message: ThreadMessage) => void) {
    this.control = new Int32Array(control);
    this.input = input;
    this.post = post;
  }

  print(text: string): void {
    if (text === '') return;
    this.claimOutput(text.length);
    this.post({ kind: 'print', text });
  }

  report(line: string): void {
    this.claimOutput(line.length);
    this.post({ kind: 'report', line });
  }

  listening(endpoint: Endpoint): void {
    this.post({ kind: 'listening', endpoint });
  }

  readLine(): string | null {
    if (this.isStopping()) return null;
    this.post({ kind: 'line-wanted' });
    for (;;) {
      const seen = Atomics.load(this.control, WAKE);
      if (this.isStopping()) return null;
      const received = receiveMessageOnPort(this.input);
      if (received) return (received.message as InputMessage).line;
      Atomics.wait(this.control, WAKE, seen);
    }
  }

  pause(durationMs: number): void {
    const endMs = performance.now() + durationMs;
    for (;;) {
      const seen = Atomics.load(this.control, WAKE);
      const leftMs = endMs - performance.now();
      if (leftMs <= 0 || this.isStopping()) return;
      Atomics.wait(this.control, WAKE, seen, leftMs);
    }
  }

  isStopping(): boolean {
    return Atomics.load(this.control, STOPPING) === 1;
  }

  private claimOutput(characters: number): void {
    for (;;) {
      const seen = Atomics.load(this.control, WAKE);
      if (Atomics.load(this.control, UNWRITTEN) < MOST_UNWRITTEN || this.isStopping()) break;
      Atomics.wait(this.control, WAKE, seen);
    }
    Atomics.add(this.control, UNWRITTEN, characters);
  }
}
