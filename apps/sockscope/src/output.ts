import { once } from 'node:events';

/** Lines are gathered into blocks of about this many characters: one write a line is slow on long listings. */
const BLOCK_CHARACTERS = 65536;

/** The reader of our output went away (`| head`): nobody is left to print for, which is no failure. */
export class ReaderGone extends Error {}

function isBrokenPipe(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EPIPE';
}

async function write(stream: NodeJS.WriteStream, text: string): Promise<void> {
  if (stream.destroyed) throw new ReaderGone();
  if (!stream.write(text)) await once(stream, 'drain');
}

/**
 * Prints lines on standard output, no faster than its reader takes them.
 *
 * @throws ReaderGone when the reader closed the pipe.
 */
export async function printLines(lines: Iterable<string>): Promise<void> {
  let block = '';
  try {
    for (const line of lines) {
      block += `${line}\n`;
      if (block.length < BLOCK_CHARACTERS) continue;
      await write(process.stdout, block);
      block = '';
    }
    if (block !== '') await write(process.stdout, block);
  } catch (error) {
    throw isBrokenPipe(error) ? new ReaderGone() : error;
  }
}

/**
 * Prints bytes of text on standard output. When it resolves they are no longer needed.
 *
 * @throws ReaderGone when the reader closed the pipe.
 */
export async function printBytes(bytes: Uint8Array): Promise<void> {
  const { stdout } = process;
  if (stdout.destroyed) throw new ReaderGone();
  await new Promise<void>((resolve, reject) => {
    stdout.write(bytes, (error) => (error ? reject(isBrokenPipe(error) ? new ReaderGone() : error) : resolve()));
  });
}

/** Controls except LF, format characters (bidirectional ones among them), separators: what a terminal would obey. */
const OBEYED = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}]/gu;

/** Gives a message that may quote arguments, names and addresses without anything that a terminal would obey. */
export function messageText(text: string): string {
  return text.replace(OBEYED, '?');
}

/** One line for the user on standard error, under the program's name. */
export function say(text: string): void {
  process.stderr.write(`sockscope: ${messageText(text).replace(/\n/g, ' ')}\n`);
}

/** The same of arguments that cannot be used; gives the exit status that they deserve. */
export function usage(text: string): 2 {
  say(text);
  return 2;
}

/**
 * Settles what happens when output cannot be written, which would otherwise be an unhandled error: quiet success when
 * standard output's reader is gone, one line and status 1 when its disk is full. Messages that nobody can get are lost.
 */
export function endWithReader(): void {
  process.stdout.on('error', (error: Error) => {
    if (isBrokenPipe(error)) process.exit(0);
    say(`standard output: ${error.message}`);
    process.exit(1);
  });
  process.stderr.on('error', () => undefined);
}
