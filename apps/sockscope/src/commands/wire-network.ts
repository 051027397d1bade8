import { impairmentProblem, NO_IMPAIRMENT, openWire } from '@sockscope/wire';
import type { Cut, Impairment, Wire } from '@sockscope/wire';
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

/** The options of a cut. */
export interface CutOptions {
  readonly cutAfter?: number;
  readonly cutFor?: number;
}

const USUAL_CUT_MS = 1000;

/** Gives the cut that was asked for, or null for none. */
export function cutOf({ cutAfter, cutFor }: CutOptions): Cut | null {
  if (cutAfter === undefined && cutFor === undefined) return null;
  return { skip: cutAfter ?? 0, lastsMs: cutFor ?? USUAL_CUT_MS };
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
export function wireWords(options: WireOptions & CutOptions): readonly string[] {
  const { delay, jitter, loss, reorder, duplicate, seed, cutAfter, cutFor } = options;
  const word = (name: string, value: number | undefined, unit: string): string[] =>
    value === undefined ? [] : [`--${name}`, `${value}${unit}`];
  const share = (name: string, value: number | undefined): string[] =>
    value === undefined ? [] : [`--${name}`, `${Number((value * 100).toPrecision(12))}%`];
  return [
    ...[...word('delay', delay, 'ms'), ...word('jitter', jitter, 'ms'), ...share('loss', loss)],
    ...[...share('reorder', reorder), ...share('duplicate', duplicate), ...word('seed', seed, '')],
    ...[...word('cut-after', cutAfter, ''), ...word('cut-for', cutFor, 'ms')],
  ];
}

/** A wire that is open, or in words why there is none; `usage`: it was asked for something that cannot be. */
export type OpenedNetwork =
  | { readonly ok: true; readonly wire: Wire; readonly serverHost: string; readonly roundTripMs: number }
  | { readonly ok: false; readonly kind: 'usage' | 'rights'; readonly text: string };

/** Opens a wire. @param host What `--host` says: it picks the server's IPv4 or IPv6 address. @param cut null: none */
export async function openNetwork(impairment: Impairment, host: string, cut: Cut | null): Promise<OpenedNetwork> {
  const problem = impairmentProblem(impairment);
  if (problem !== null) return { ok: false, kind: 'usage', text: problem };
  const opened = await openWire(impairment);
  if (!opened.ok) return { ok: false, kind: 'rights', text: opened.text };
  const { wire } = opened;
  if (cut !== null) await wire.cut(cut);
  const { ipv4, ipv6 } = wire.server.addresses;
  const roundTripMs = 2 * (impairment.delayMs + impairment.jitterMs);
  return { ok: true, wire, serverHost: isIPv6(host) ? ipv6 : ipv4, roundTripMs };
}
