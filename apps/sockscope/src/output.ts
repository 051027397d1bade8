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

/** One line for the user on standard error, under the program's name. */
export function say(text: string): void {
  process.stderr.write(`sockscope: ${text}\n`);
}

/** Ends quietly when standard output's reader is gone; without this a late write would be an unhandled error. */
export function endWithReader(): void {
  process.stdout.on('error', (error) => {
    if (isBrokenPipe(error)) process.exit(0);
    throw error;
  });
}
