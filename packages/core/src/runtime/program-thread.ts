// The entry of a program's own thread: only here do socket calls block.
import { parentPort, workerData } from 'node:worker_threads';
import { warmUp } from '../native/warm-up';
import { runSetup } from '../programs/run-setup';
import { TracedSockets } from '../tracing/traced-sockets';
import { TraceRing } from '../tracing/trace-ring';
import { ListedSockets } from './open-descriptors';
import type { ThreadData, ThreadMessage } from './thread-contract';
import { ThreadIo } from './thread-io';

const { setup, control, descriptors, ring, input } = workerData as ThreadData;

function post(message: ThreadMessage): void {
  parentPort?.postMessage(message);
}

const native = new ListedSockets(descriptors);
warmUp(native);
const sockets = ring ? new TracedSockets(native, new TraceRing(ring, () => post({ kind: 'ring-full' }))) : native;
const result = runSetup(sockets, new ThreadIo(control, input, post), setup);
post({ kind: 'end', result });
// Nothing else keeps this thread alive.
input.close();
