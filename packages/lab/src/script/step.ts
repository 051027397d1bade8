import type { Cut, PacketMatch, Which } from '@sockscope/wire';
import type { CallStep } from './call-step';

/** The two processes of a scenario. */
export type ActorName = 'client' | 'server';

/**
 * What a script can wait for, looked up in the actor's process beside its blocked thread; none of it is part of the trace.
 *
 * - `inside`: the actor sleeps inside of this call.
 * - `unread`, `unacknowledged`, `unsent`: bytes in a queue of the socket (SIOCINQ, SIOCOUTQ, SIOCOUTQNSD of tcp(7)).
 * - `stalled`: bytes wait that may not leave, and all that left is acknowledged.
 * - `tcp-state`: the socket's state, in the words of RFC 9293.
 * - `tcp-info`: a counter of TCP_INFO.
 */
export type Condition =
  | { readonly kind: 'inside'; readonly call: string }
  | {
      readonly kind: 'unread' | 'unacknowledged' | 'unsent';
      readonly fd: string;
      readonly least?: number;
      readonly most?: number;
    }
  | { readonly kind: 'stalled'; readonly fd: string }
  | { readonly kind: 'tcp-state'; readonly fd: string; readonly state: string }
  | { readonly kind: 'tcp-info'; readonly fd: string; readonly field: TcpInfoField; readonly least: number };

/** Counters of TCP_INFO that a script can wait for. */
export type TcpInfoField = 'retransmits' | 'probes' | 'segmentsOut' | 'segmentsIn';

/** What the wire is told; see the methods of `Wire` in @sockscope/wire. */
export type WireOrder =
  | { readonly kind: 'drop' | 'hold' | 'duplicate'; readonly match: PacketMatch; readonly which?: Which }
  | { readonly kind: 'delay'; readonly match: PacketMatch; readonly delayMs: number; readonly which?: Which }
  | { readonly kind: 'cut'; readonly cut: Cut };

/** One step of a script. Steps are taken in order; each is over before the next begins, except for `meanwhile`. */
export type Step =
  | CallStep
  /** Calls of one actor that go on while the script does; its next step waits for them. */
  | { readonly kind: 'meanwhile'; readonly actor: ActorName; readonly calls: readonly CallStep[] }
  /** Waits until the actor's calls of `meanwhile` have returned. */
  | { readonly kind: 'finished'; readonly actor: ActorName }
  | { readonly kind: 'pause'; readonly durationMs: number }
  | { readonly kind: 'until'; readonly actor: ActorName; readonly condition: Condition }
  /** An order to the wire; by its name it is taken back. */
  | { readonly kind: 'wire'; readonly order: WireOrder; readonly as: string | null }
  /** Takes an order to the wire back: what was held goes on its way. */
  | { readonly kind: 'release'; readonly order: string }
  /** The process exits without closing anything. */
  | { readonly kind: 'exit'; readonly actor: ActorName; readonly status: number }
  /** SIGKILL. */
  | { readonly kind: 'kill'; readonly actor: ActorName };

/** Gives the calls of one actor in the order in which it makes them. */
export function callsOf(steps: readonly Step[], actor: ActorName): CallStep[] {
  return steps.flatMap((step) => {
    if (step.kind === 'call') return step.actor === actor ? [step] : [];
    return step.kind === 'meanwhile' && step.actor === actor ? step.calls : [];
  });
}
