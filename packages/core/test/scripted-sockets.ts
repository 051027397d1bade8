import { Message } from '../src/message';
import type { SocketApi } from '../src/socket-api';
import type { CallName } from '../src/trace/traced-call';

/** One call that is expected, what it gives, and the bytes that it fills its buffer (or its message's) with. */
export interface ScriptedCall {
  readonly call: CallName;
  readonly result: number;
  readonly data?: Uint8Array;
}

/** Sockets that answer from a script, and throw at a call that is not the script's next. */
export interface ScriptedSockets {
  readonly sockets: SocketApi;
  /** What send(), sendto() and sendmsg() were given, in text. */
  readonly sent: readonly string[];
  /** Calls that have not been made. */
  readonly left: readonly ScriptedCall[];
}

/** Gives sockets that follow a script. */
export function scriptedSockets(script: readonly ScriptedCall[]): ScriptedSockets {
  const left = [...script];
  const sent: string[] = [];
  const answer = (name: CallName, args: readonly unknown[]): number => {
    const next = left.shift();
    if (next?.call !== name) throw new Error(`${name}() was called, the script has ${next?.call ?? 'ended'}`);
    const buffer = args[1] instanceof Message ? args[1].buffer : (args[1] as Uint8Array);
    if (name === 'send' || name === 'sendto' || name === 'sendmsg') {
      sent.push(Buffer.from(buffer).toString('utf8', 0, Math.max(next.result, 0)));
    }
    if (next.data) buffer.set(next.data);
    return next.result;
  };
  const sockets = new Proxy({} as SocketApi, {
    get:
      (_target, name: CallName) =>
      (...args: unknown[]) =>
        answer(name, args),
  });
  return { sockets, sent, left };
}
