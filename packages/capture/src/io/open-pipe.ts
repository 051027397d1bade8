import { constants, openSync } from 'node:fs';
import { Socket } from 'node:net';

/**
 * Opens a named pipe for reading, also where nobody writes to it yet: open(2) would wait for a writer in a thread that
 * nothing can call off, and that the end of the process would wait for.
 *
 * @throws the system's error
 * @see fifo(7)
 */
export function openPipe(path: string): AsyncIterable<Uint8Array> {
  const descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  return new Socket({ fd: descriptor, readable: true, writable: false });
}
