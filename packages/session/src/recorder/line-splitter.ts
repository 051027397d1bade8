import { StringDecoder } from 'node:string_decoder';

/** A program that writes no line feed must not fill our memory. */
const LONGEST_LINE = 65_536;

/** Cuts a program's output into lines; pieces may be split anywhere, also inside a character. */
export class LineSplitter {
  private readonly decoder = new StringDecoder('utf8');
  private readonly onLine: (line: string) => void;
  private rest = '';

  constructor(onLine: (line: string) => void) {
    this.onLine = onLine;
  }

  push(bytes: Buffer): void {
    this.take(this.decoder.write(bytes));
  }

  /** Hands over a last line that lacks its line feed. */
  end(): void {
    this.take(this.decoder.end());
    if (this.rest !== '') this.onLine(this.rest);
    this.rest = '';
  }

  private take(text: string): void {
    const lines = (this.rest + text).split('\n');
    this.rest = lines.pop() ?? '';
    for (const line of lines) this.onLine(line);
    if (this.rest.length > LONGEST_LINE) {
      this.onLine(this.rest);
      this.rest = '';
    }
  }
}
