import type { Endpoint } from '@sockscope/core/trace';

/** Where a call goes: to the address of a socket of the script, by the socket's name, or to one that is written out. */
export type Target = string | Endpoint;

/** What a sending call sends: text, or so many bytes. */
export type Payload = string | number;

/** One socket call of a script. `fd` and `as` are the script's names for descriptors. */
export type CallRequest =
  | { readonly call: 'socket'; readonly as: string; readonly domain: number; readonly type: number }
  | { readonly call: 'bind'; readonly fd: string; readonly address: Target | null }
  | { readonly call: 'listen'; readonly fd: string; readonly backlog: number }
  | { readonly call: 'accept'; readonly fd: string; readonly as: string }
  | { readonly call: 'connect'; readonly fd: string; readonly address: Target }
  | { readonly call: 'send'; readonly fd: string; readonly payload: Payload; readonly flags: number }
  | { readonly call: 'recv' | 'recvfrom'; readonly fd: string; readonly lengthBytes: number; readonly flags: number }
  | {
      readonly call: 'sendto';
      readonly fd: string;
      readonly payload: Payload;
      readonly flags: number;
      readonly address: Target;
    }
  | { readonly call: 'shutdown'; readonly fd: string; readonly how: number }
  | { readonly call: 'close'; readonly fd: string }
  | { readonly call: 'dup'; readonly fd: string; readonly as: string }
  | {
      readonly call: 'setsockopt';
      readonly fd: string;
      readonly level: number;
      readonly option: number;
      readonly value: OptionValue;
    }
  | {
      readonly call: 'getsockopt';
      readonly fd: string;
      readonly level: number;
      readonly option: number;
      readonly lengthBytes: number;
    }
  | { readonly call: 'poll'; readonly fd: string; readonly events: number; readonly timeoutMs: number };

/** An option's value: a C int, SO_LINGER's seconds, or the duration of SO_RCVTIMEO and SO_SNDTIMEO. */
export type OptionValue = number | { readonly lingerSeconds: number } | { readonly timeoutMs: number };

/** Gives how long a payload is. */
export function payloadBytes(payload: Payload): number {
  return typeof payload === 'number' ? payload : new TextEncoder().encode(payload).length;
}
