import { errnoName, errnoText } from './trace/errno';
import type { CallName } from './trace/traced-call';

/** A socket call that failed: which, with what, and why. Plain data: it crosses threads. */
export interface SocketFailure {
  readonly call: CallName;
  /** In text, as callText() shows them. */
  readonly args: readonly string[];
  readonly errno: number;
  /** `ECONNREFUSED`. */
  readonly name: string;
}

/** Gives the failure of a call that returned `result` below 0. @param args What the call was given. */
export function socketFailure(call: CallName, args: readonly (string | number)[], result: number): SocketFailure {
  if (result >= 0) throw new RangeError(`${call}() returned ${result}, which is no failure`);
  return { call, args: args.map(String), errno: -result, name: errnoName(-result) };
}

/** Gives `bind(3, 127.0.0.1:8888) = -1 EADDRINUSE (Address already in use)`. */
export function failureText({ call, args, name }: SocketFailure): string {
  return `${call}(${args.join(', ')}) = -1 ${name} (${errnoText(name)})`;
}
