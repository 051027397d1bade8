import type { ProgramIo } from '../src/programs/program';
import type { Endpoint } from '../src/trace/endpoint';

/** Input and output of a program in arrays. */
export class RecordedIo implements ProgramIo {
  readonly printed: string[] = [];
  readonly reported: string[] = [];
  readonly pauses: number[] = [];
  readonly listeners: Endpoint[] = [];
  stopping = false;
  private readonly lines: string[];

  constructor(lines: readonly string[] = []) {
    this.lines = [...lines];
  }

  print(text: string): void {
    this.printed.push(text);
  }

  report(line: string): void {
    this.reported.push(line);
  }

  listening(endpoint: Endpoint): void {
    this.listeners.push(endpoint);
  }

  readLine(): string | null {
    return this.lines.shift() ?? null;
  }

  pause(durationMs: number): void {
    this.pauses.push(durationMs);
  }

  isStopping(): boolean {
    return this.stopping;
  }
}
