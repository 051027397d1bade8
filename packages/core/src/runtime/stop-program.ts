import { SHUT_RD, SHUT_RDWR } from '../linux-constants';
import type { SocketApi } from '../socket-api';
import { openDescriptors } from './open-descriptors';
import { STOPPING, WAKE } from './thread-contract';

const REPEAT_MS = 25;
/** After so many tries at reading only, both directions are shut down. */
const GENTLE_TRIES = 8;

/**
 * Ends whatever call the program's thread is blocked in, and any it may still enter: says that it is to stop, then
 * shuts down its sockets until it has ended. shutdown() wakes accept(), recv() and connect(), which close() from
 * another thread does not. Only the reading side at first: shutting down the other would send a FIN that no call
 * of the program made; a send() that is blocked needs it, though.
 *
 * @param sockets The main thread's own calls, traced like all others.
 * @returns ends the repetition; to be called when the thread has ended
 */
export function stopProgram(
  sockets: SocketApi,
  control: SharedArrayBuffer,
  descriptors: SharedArrayBuffer,
): () => void {
  const words = new Int32Array(control);
  Atomics.store(words, STOPPING, 1);
  Atomics.add(words, WAKE, 1);
  Atomics.notify(words, WAKE);
  let tries = 0;
  const wake = () => {
    const how = tries++ < GENTLE_TRIES ? SHUT_RD : SHUT_RDWR;
    for (const fd of openDescriptors(descriptors)) sockets.shutdown(fd, how);
  };
  wake();
  const timer = setInterval(wake, REPEAT_MS);
  return () => clearInterval(timer);
}
