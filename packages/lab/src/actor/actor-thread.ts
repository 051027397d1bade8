// The entry of an actor's thread: only here do the socket calls of a script block.
import { readlinkSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import {
  EINPROGRESS,
  NativeSockets,
  SOCK_DGRAM,
  SOCK_NONBLOCK,
  Sockaddr,
  TracedSockets,
  TraceRing,
  warmUp,
} from '@sockscope/core';
import type { Endpoint } from '@sockscope/core/trace';
import type { CallRequest, Target } from '../script/call-request';
import { INSIDE } from './actor-contract';
import type { ActorOrder, ActorThreadData, Addresses, ThreadReport } from './actor-contract';
import { performCall } from './perform-call';
import { Witness } from './witness';

const { ring, control, host, isWitnessed } = workerData as ActorThreadData;
const native = new NativeSockets();
const sockets = new TracedSockets(native, new TraceRing(ring, () => report({ kind: 'ring-full' })));
const flags = new Int32Array(control);
const descriptors = new Map<string, number>();
const addresses = new Map<string, Endpoint>();
const own = new Sockaddr();
const witness = isWitnessed ? new Witness(native, (stamp) => report({ kind: 'witnessed', stamp })) : null;

function report(message: ThreadReport): void {
  parentPort?.postMessage(message);
}

function descriptor(name: string): number {
  const fd = descriptors.get(name);
  if (fd === undefined) throw new Error(`the script has no descriptor ${name} here`);
  return fd;
}

function address(target: Target): Endpoint {
  if (typeof target !== 'string') return target;
  const endpoint = addresses.get(target);
  if (endpoint === undefined) throw new Error(`the address of ${target} is not known yet`);
  return endpoint;
}

const context = { sockets, descriptor, address, ownAddress: { address: host, port: 0 } };

function perform(request: CallRequest): number {
  if (request.call === 'close') witness?.end(descriptor(request.fd));
  Atomics.store(flags, INSIDE, 1);
  const result = performCall(request, context);
  Atomics.store(flags, INSIDE, 0);
  if (witness) askWitness(witness, request, result);
  if ('as' in request && result >= 0) {
    descriptors.set(request.as, result);
    report({ kind: 'named', name: request.as, fd: result });
  }
  if (request.call === 'bind' || request.call === 'connect' || request.call === 'sendto') learnAddress(request.fd);
  return result;
}

/** A connection is witnessed from the call on that made it: sendto() may have sent bytes before. */
function askWitness(asked: Witness, request: CallRequest, result: number): void {
  const isConnecting = result >= 0 || result === -EINPROGRESS;
  const isDatagram = request.call === 'socket' && (request.type & ~SOCK_NONBLOCK) === SOCK_DGRAM;
  if (isDatagram && result >= 0) asked.beginDatagrams(result);
  if (request.call === 'connect' && isConnecting) asked.beginConnection(descriptor(request.fd), 0);
  if (request.call === 'accept' && result >= 0) asked.beginConnection(result, 0);
  if (request.call === 'sendto' && result >= 0) asked.beginConnection(descriptor(request.fd), result);
  if (request.call === 'dup' && result >= 0) asked.copied(descriptor(request.fd), result);
  asked.collect();
}

/** Tells where a socket is bound now; the question is not part of the trace. */
function learnAddress(name: string): void {
  const endpoint = native.getsockname(descriptor(name), own) < 0 ? null : own.endpoint;
  if (endpoint === null || endpoint.port === 0) return;
  addresses.set(name, endpoint);
  report({ kind: 'bound', name, endpoint });
}

function performAll(id: number, requests: readonly CallRequest[], known: Addresses): void {
  for (const [name, endpoint] of Object.entries(known)) addresses.set(name, endpoint);
  try {
    report({ kind: 'performed', id, results: requests.map(perform) });
  } catch (error) {
    report({ kind: 'misused', id, text: error instanceof Error ? error.message : String(error) });
  }
}

parentPort?.on('message', ({ id, requests, addresses: known }: Extract<ActorOrder, { kind: 'perform' }>) => {
  performAll(id, requests, known);
});
warmUp(native);
report({ kind: 'started', taskPath: `/proc/${readlinkSync('/proc/thread-self')}` });
