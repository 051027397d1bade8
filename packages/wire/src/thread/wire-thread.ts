import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { INTERFACE_NAME, ipv4Bytes, ipv6Bytes } from '../addresses';
import { makeTimersExact, realtimeNs } from '../native/clocks';
import { linux, LinuxError } from '../native/linux';
import { addIpv6Address, bringUp, setIpv4Address, setQueueLength } from '../native/network-interface';
import { enterNamespace, newNamespace, ownNamespace, setParameter } from '../native/network-namespace';
import { openTun } from '../native/tun-device';
import { RuleBook } from '../path/rule-book';
import { WirePath } from '../path/wire-path';
import type { EndName } from '../path/wire-rule';
import { Forwarder } from './forwarder';
import type { ForwarderEnd } from './forwarder';
import type { ThreadCommand, ThreadData, ThreadMessage } from './thread-contract';

/** Packets that wait in a TUN device: a burst of some megabytes. */
const QUEUE_PACKETS = 10_000;

const { impairment, wakeFd } = workerData as ThreadData;
const port = parentPort;
if (!port) throw new Error('wire-thread is the file of a thread');

interface End {
  readonly namespace: number;
  readonly tunFd: number;
}

const say = (message: ThreadMessage): void => port.postMessage(message);

/** A namespace, and the descriptor of its end of the wire; null: not there yet. */
interface OpenedEnd {
  readonly namespace: number;
  tunFd: number | null;
}

/** Every end that was begun: what is to be closed, also when a later step fails. */
const opened: OpenedEnd[] = [];

function openEnd(name: EndName): End {
  return fromHome(() => {
    const namespace = newNamespace();
    const end: OpenedEnd = { namespace, tunFd: null };
    opened.push(end);
    bringUp('lo');
    const tunFd = openTun(INTERFACE_NAME);
    end.tunFd = tunFd;
    setQueueLength(INTERFACE_NAME, QUEUE_PACKETS);
    setIpv4Address(INTERFACE_NAME, ipv4Bytes(name));
    useIpv6(name);
    return { namespace, tunFd };
  });
}

/** Does work that puts this thread into another namespace, and comes back: threads that it starts would begin there. */
function fromHome<Result>(work: () => Result): Result {
  const home = ownNamespace();
  try {
    return work();
  } finally {
    enterNamespace(home);
    linux().close(home);
  }
}

/** Switches the interface on, with its IPv6 address where the kernel has IPv6, and without a link-local one. */
function useIpv6(end: EndName): void {
  try {
    setParameter(`net.ipv6.conf.${INTERFACE_NAME}.addr_gen_mode`, '1');
  } catch {
    bringUp(INTERFACE_NAME);
    return;
  }
  bringUp(INTERFACE_NAME);
  addIpv6Address(INTERFACE_NAME, ipv6Bytes(end));
}

function carry(ends: Readonly<Record<EndName, End>>): void {
  const rules = new RuleBook();
  const forwarderEnd = (from: EndName): ForwarderEnd => ({
    tunFd: ends[from].tunFd,
    path: new WirePath(from, impairment, rules, (verdict, packet) =>
      say({ kind: 'event', event: { timeNs: realtimeNs(), from, verdict, packet } }),
    ),
  });
  const [client, server] = [forwarderEnd('client'), forwarderEnd('server')];
  const forwarder = new Forwarder(wakeFd, [client, server]);
  const release = (ruleId: number): number =>
    client.path.release(ruleId, forwarder.nowNs()) + server.path.release(ruleId, forwarder.nowNs());
  const obey = (command: ThreadCommand): number => {
    switch (command.kind) {
      case 'add-rule':
        rules.add(command.id, command.rule);
        return 0;
      case 'remove-rule':
        rules.remove(command.ruleId);
        return release(command.ruleId);
      case 'set-parameter':
        setParameterOf(ends[command.end], command.name, command.value);
        return 0;
      case 'close':
        return 0;
    }
  };
  do forwarder.turn();
  while (!obeyCommands(obey));
}

const wakes = new Uint8Array(8);

/** Obeys what was sent. Gives true when the thread is to end. */
function obeyCommands(obey: (command: ThreadCommand) => number): boolean {
  if (linux().read(wakeFd, wakes, wakes.length) < 0) return false;
  for (let command = nextCommand(); command; command = nextCommand()) {
    try {
      say({ kind: 'done', id: command.id, error: null, packets: obey(command) });
    } catch (error) {
      say({ kind: 'done', id: command.id, error: error instanceof Error ? error.message : String(error), packets: 0 });
    }
    if (command.kind === 'close') return true;
  }
  return false;
}

function nextCommand(): ThreadCommand | null {
  return port ? ((receiveMessageOnPort(port)?.message ?? null) as ThreadCommand | null) : null;
}

function setParameterOf({ namespace }: End, name: string, value: string): void {
  fromHome(() => {
    enterNamespace(namespace);
    setParameter(name, value);
  });
}

function main(): void {
  try {
    const ends = { client: openEnd('client'), server: openEnd('server') };
    makeTimersExact();
    say({ kind: 'ready', namespaces: { client: ends.client.namespace, server: ends.server.namespace } });
    carry(ends);
  } catch (error) {
    const errno = error instanceof LinuxError ? error.errno : null;
    say({ kind: 'failed', text: error instanceof Error ? error.message : String(error), errno });
  } finally {
    for (const { namespace, tunFd } of opened) {
      if (tunFd !== null) linux().close(tunFd);
      linux().close(namespace);
    }
    port?.close();
  }
}

main();
