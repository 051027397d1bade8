import { Message } from '../src/message';
import type { SocketApi } from '../src/socket-api';
import type { CallName } from '../src/trace/traced-call';

/** What goes wrong at one call: it fails with an error, or moves fewer bytes than it was asked to. */
export interface Fault {
  readonly call: CallName;
  /** Which call of that name, from 1. */
  readonly nth: number;
  readonly errno?: number;
  readonly mostBytes?: number;
}

type Method = (...args: unknown[]) => number;

/** Gives the same sockets with faults at chosen calls. A call that fails does not reach `inner`. */
export function faultySockets(inner: SocketApi, faults: readonly Fault[]): SocketApi {
  const counts = new Map<string, number>();
  return new Proxy(inner, {
    get(target, name: CallName): Method {
      const method = Reflect.get(target, name) as Method;
      return (...args) => {
        const nth = (counts.get(name) ?? 0) + 1;
        counts.set(name, nth);
        const fault = faults.find((candidate) => candidate.call === name && candidate.nth === nth);
        if (fault?.errno !== undefined) return -fault.errno;
        if (fault?.mostBytes !== undefined) shorten(args, fault.mostBytes);
        return method.apply(target, args);
      };
    },
  });
}

/** The length is sendmsg()'s and recvmsg()'s message's own; the other calls' third argument. */
function shorten(args: unknown[], mostBytes: number): void {
  const message = args[1];
  if (message instanceof Message) message.lengthBytes = Math.min(message.lengthBytes, mostBytes);
  else args[2] = Math.min(args[2] as number, mostBytes);
}
