// The entry of an actor's process: it takes the director's orders, and makes the calls on a thread of its own.
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { NativeSockets, ProgramTrace, tracePathFromEnvironment } from '@sockscope/core';
import type { ActorName } from '../script/step';
import { CONTROL_BYTES, INSIDE, WITNESS } from './actor-contract';
import type { ActorOrder, ActorReport, ActorThreadData, ThreadReport } from './actor-contract';
import { awaitCondition } from './condition-watch';

const [, , role, host = '127.0.0.1', ...others] = process.argv as [string, string, ActorName, string?, ...string[]];
const trace = new ProgramTrace(tracePathFromEnvironment(role) ?? `${role}-${process.pid}.jsonl`, role);
const control = new SharedArrayBuffer(CONTROL_BYTES);
const flags = new Int32Array(control);
const descriptors = new Map<string, number>();
const sockets = new NativeSockets();
let taskPath = '';

const workerData: ActorThreadData = {
  ring: trace.threadRing,
  control,
  host,
  isWitnessed: others.includes(WITNESS),
};
const thread = new Worker(join(__dirname, 'actor-thread.js'), { workerData });

function tell(report: ActorReport): void {
  process.send?.(report);
}

const watched = {
  sockets,
  descriptor: (name: string) => descriptors.get(name) ?? null,
  isInside: () => Atomics.load(flags, INSIDE) === 1,
  get taskPath() {
    return taskPath;
  },
};

thread.on('message', (report: ThreadReport) => {
  switch (report.kind) {
    case 'started':
      taskPath = report.taskPath;
      return tell({ kind: 'ready' });
    case 'named':
      return void descriptors.set(report.name, report.fd);
    case 'ring-full':
      return trace.drain();
    default:
      return tell(report);
  }
});

process.on('message', (order: ActorOrder) => {
  switch (order.kind) {
    case 'perform':
      return thread.postMessage(order);
    case 'await':
      return void awaitCondition(order.condition, watched, order.timeoutMs).then((found) => {
        tell({ kind: 'awaited', id: order.id, found });
      });
    case 'save':
      trace.drain();
      return tell({ kind: 'saved', id: order.id });
    case 'exit':
      // Its sockets are closed by the kernel when the process ends, not here.
      trace.end(order.status, null);
      return process.exit(order.status);
  }
});

// The director is gone. exit() would wait for a thread that is inside of a call.
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
