import type { Impairment } from '../path/impairment';
import type { PacketFacts } from '../path/packet-facts';
import type { Verdict } from '../path/wire-path';
import type { EndName, WireRule } from '../path/wire-rule';

/** What the wire's thread is started with. */
export interface ThreadData {
  readonly impairment: Impairment;
  /** eventfd(2) that is written to whenever a command was sent. */
  readonly wakeFd: number;
}

/** A command to the thread. Each is answered by `done` with its `id`. */
export type ThreadCommand = { readonly id: number } & (
  | { readonly kind: 'add-rule'; readonly rule: WireRule }
  | { readonly kind: 'remove-rule'; readonly ruleId: number }
  | { readonly kind: 'set-parameter'; readonly end: EndName; readonly name: string; readonly value: string }
  | { readonly kind: 'close' }
);

/** Something that befell a packet; what is only carried is counted, not told. */
export interface WireEvent {
  /** CLOCK_REALTIME in nanoseconds since the Unix epoch. */
  readonly timeNs: bigint;
  readonly from: EndName;
  readonly verdict: Verdict;
  readonly packet: PacketFacts;
}

/** What the thread says. */
export type ThreadMessage =
  | { readonly kind: 'ready'; readonly namespaces: Readonly<Record<EndName, number>> }
  | { readonly kind: 'failed'; readonly text: string; readonly errno: number | null }
  | { readonly kind: 'done'; readonly id: number; readonly error: string | null; readonly packets: number }
  | { readonly kind: 'event'; readonly event: WireEvent };
