import type { RingMemory } from '@sockscope/core';
import type { Endpoint } from '@sockscope/core/trace';
import type { CallRequest } from '../script/call-request';
import type { Condition } from '../script/step';

/** Addresses of sockets by their names in the script. */
export type Addresses = Readonly<Record<string, Endpoint>>;

/** What the director tells an actor's process. */
export type ActorOrder =
  | {
      readonly kind: 'perform';
      readonly id: number;
      readonly requests: readonly CallRequest[];
      /** Of all sockets so far, the other actor's too. */
      readonly addresses: Addresses;
    }
  | { readonly kind: 'await'; readonly id: number; readonly condition: Condition; readonly timeoutMs: number }
  /** Writes the trace so far: what comes next may be SIGKILL. */
  | { readonly kind: 'save'; readonly id: number }
  | { readonly kind: 'exit'; readonly status: number };

/** What the kernel noted of a send: when it was queued, sent, acknowledged. */
export interface WitnessStamp {
  /** Where it was sent from. */
  readonly local: Endpoint;
  /** The other end of the TCP connection; null for a datagram socket. */
  readonly peer: Endpoint | null;
  readonly event: 'queued' | 'sent' | 'acknowledged';
  /** TCP: the last byte of the send, counted from 0 in what this end sent. UDP: which datagram of the socket, from 0. */
  readonly index: number;
  /** CLOCK_REALTIME in nanoseconds since the Unix epoch; text, as it crosses processes. */
  readonly time: string;
}

/** What an actor's process tells the director. */
export type ActorReport =
  | { readonly kind: 'ready' }
  | {
      readonly kind: 'performed';
      readonly id: number;
      /** One a call: what the system call gave, `-errno` on failure. */
      readonly results: readonly number[];
    }
  | { readonly kind: 'bound'; readonly name: string; readonly endpoint: Endpoint }
  | { readonly kind: 'witnessed'; readonly stamp: WitnessStamp }
  /** null: the condition came true; else what was found instead. */
  | { readonly kind: 'awaited'; readonly id: number; readonly found: string | null }
  | { readonly kind: 'saved'; readonly id: number }
  /** The script asked for what cannot be done. */
  | { readonly kind: 'misused'; readonly id: number; readonly text: string };

/** What an actor's thread is started with. */
export interface ActorThreadData {
  readonly ring: RingMemory;
  /** INSIDE: 1 while the thread is inside of a call. */
  readonly control: SharedArrayBuffer;
  /** The actor's own address. */
  readonly host: string;
  /** Whether the kernel is asked what became of each send(). */
  readonly isWitnessed: boolean;
}

/** Word of an actor's command line: the kernel is to be asked what became of each send(). */
export const WITNESS = 'witness';
export const INSIDE = 0;
export const CONTROL_BYTES = 4;

/** What an actor's thread tells its process. */
export type ThreadReport =
  | { readonly kind: 'started'; readonly taskPath: string }
  | { readonly kind: 'named'; readonly name: string; readonly fd: number }
  | { readonly kind: 'ring-full' }
  | Extract<ActorReport, { kind: 'performed' | 'bound' | 'witnessed' | 'misused' }>;
