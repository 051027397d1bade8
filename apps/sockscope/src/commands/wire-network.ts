import { impairmentProblem, NO_IMPAIRMENT, openWire } from '@sockscope/wire';
import type { Impairment, Wire } from '@sockscope/wire';
import { isIPv6 } from 'node:net';

/** The options of wire-options.ts as they come from the command line. */
export interface WireOptions {
  readonly delay?: number;
  readonly jitter?: number;
  readonly loss?: number;
  readonly reorder?: number;
  readonly duplicate?: number;
  readonly seed?: number;
}

/** Gives what a wire is to do, or null where none of its options was given: then there is none. */
export function impairmentOf({ delay, jitter, loss, reorder, duplicate, seed }: WireOptions): Impairment | null {
  if ([delay, jitter, loss, reorder, duplicate, seed].every((option) => option === undefined)) return null;
  return {
    delayMs: delay ?? NO_IMPAIRMENT.delayMs,
    jitterMs: jitter ?? NO_IMPAIRMENT.jitterMs,
    lossRatio: loss ?? NO_IMPAIRMENT.lossRatio,
    reorderRatio: reorder ?? NO_IMPAIRMENT.reorderRatio,
    duplicateRatio: duplicate ?? NO_IMPAIRMENT.duplicateRatio,
    seed: seed ?? NO_IMPAIRMENT.seed,
  };
}

/** Gives the words of a command line that ask for the same wire. */
export function wireWords({ delay, jitter, loss, reorder, duplicate, seed }: WireOptions): readonly string[] {
  const word = (name: string, value: number | undefined, unit: string): string[] =>
    value === undefined ? [] : [`--${name}`, `${value}${unit}`];
  const share = (name: string, value: number | undefined): string[] =>
    value === undefined ? [] : [`--${name}`, `${Number((value * 100).toPrecision(12))}%`];
  return [
    ...[...word('delay', delay, 'ms'), ...word('jitter', jitter, 'ms'), ...share('loss', loss)],
    ...[...share('reorder', reorder), ...share('duplicate', duplicate), ...word('seed', seed, '')],
  ];
}

/** A wire that is open, or in words why there is none; `usage`: it was asked for something that cannot be. */
export type OpenedNetwork =
  | { readonly ok: true; readonly wire: Wire; readonly serverHost: string; readonly roundTripMs: number }
  | { readonly ok: false; readonly kind: 'usage' | 'rights'; readonly text: string };

/** Opens a wire. @param host What `--host` says: it picks the server's IPv4 or IPv6 address. */
export async function openNetwork(impairment: Impairment, host: string): Promise<OpenedNetwork> {
  const problem = impairmentProblem(impairment);
  if (problem !== null) return { ok: false, kind: 'usage', text: problem };
  const opened = await openWire(impairment);
  if (!opened.ok) return { ok: false, kind: 'rights', text: opened.text };
  const { wire } = opened;
  const { ipv4, ipv6 } = wire.server.addresses;
  const roundTripMs = 2 * (impairment.delayMs + impairment.jitterMs);
  return { ok: true, wire, serverHost: isIPv6(host) ? ipv6 : ipv4, roundTripMs };
}
