import type { Timeline, TimelineCall, TimelineExit, TimelinePacket } from '../model';
import type { LadderEvents, TimelineIndex } from './timeline-index';

/** A point in time of the ladder: a call's entry or return, a packet, the end of a process. */
export type Moment =
  | { readonly kind: 'enter' | 'return'; readonly timeNs: bigint; readonly call: TimelineCall }
  | { readonly kind: 'packet'; readonly timeNs: bigint | null; readonly packet: TimelinePacket }
  | { readonly kind: 'exit'; readonly timeNs: bigint; readonly exit: TimelineExit };

/** What moments are sorted by: time, then cause before effect, then the source, then the place in it. */
interface SortKey {
  readonly timeNs: bigint;
  readonly rank: number;
  readonly source: number;
  readonly position: number;
}

interface Sortable {
  readonly key: SortKey;
  readonly moment: Moment;
}

/** The last key of each thread, by process and thread number. */
class ThreadKeys {
  readonly #byProcess = new Map<string, Map<number, SortKey>>();

  of(process: string): Map<number, SortKey> {
    const known = this.#byProcess.get(process);
    if (known !== undefined) return known;
    const keys = new Map<number, SortKey>();
    this.#byProcess.set(process, keys);
    return keys;
  }
}

/** At the same nanosecond a call is entered, then its packets are seen, then it returns, then its process ends. */
const RANK = { enter: 0, packet: 1, return: 2, exit: 3 } as const;

/**
 * Gives the moments of the events in the order of the ladder; the same events always give the same order. The calls of one
 * thread keep their order also where a coarse clock gives them one time. A packet without a time follows the packet before
 * it, and the entry of the call that made it.
 */
export function orderedMoments(events: LadderEvents, index: TimelineIndex): readonly Moment[] {
  const sortable = [
    ...callMoments(events.calls),
    ...packetMoments(events.packets, index),
    ...exitMoments(events.exits),
  ];
  return sortable.sort((a, b) => compareKeys(a.key, b.key)).map(({ moment }) => moment);
}

function compareKeys(a: SortKey, b: SortKey): number {
  if (a.timeNs !== b.timeNs) return a.timeNs < b.timeNs ? -1 : 1;
  return a.rank - b.rank || a.source - b.source || a.position - b.position;
}

function callMoments(calls: readonly TimelineCall[]): Sortable[] {
  const result: Sortable[] = [];
  const threads = new ThreadKeys();
  const sources = new Map<string, number>();
  for (const [order, call] of calls.entries()) {
    const { enterNs, returnNs, sequence, thread } = call.call;
    // An inferred call is nobody's thread: it may overlap with any other.
    const lastKeys = call.process === null ? null : threads.of(call.process);
    const source = sourceNumber(sources, call.process ?? '');
    const position = call.process === null ? order : sequence;
    const before = lastKeys?.get(thread);
    const enter = laterKey(before, { timeNs: enterNs, rank: RANK.enter, source, position: 2 * position });
    result.push({ key: enter, moment: { kind: 'enter', timeNs: enterNs, call } });
    lastKeys?.set(thread, enter);
    if (returnNs === null || isPoint(call)) continue;
    const leave = laterKey(enter, { timeNs: returnNs, rank: RANK.return, source, position: 2 * position + 1 });
    result.push({ key: leave, moment: { kind: 'return', timeNs: returnNs, call } });
    lastKeys?.set(thread, leave);
  }
  return result;
}

/** An inferred call of which only one moment is known claims nothing about how long it took. */
export function isPoint({ call, inferred }: TimelineCall): boolean {
  return inferred && (call.returnNs === null || call.returnNs === call.enterNs);
}

/** Calls have source 1 and up, in the order in which their processes first appear; packets have 0. */
function sourceNumber(sources: Map<string, number>, process: string): number {
  const source = sources.get(process) ?? sources.size + 1;
  sources.set(process, source);
  return source;
}

/** Gives the key, moved behind `before` in time and rank where it would sort ahead of it. */
function laterKey(before: SortKey | undefined, key: SortKey): SortKey {
  if (before === undefined || key.timeNs > before.timeNs) return key;
  return { ...key, timeNs: before.timeNs, rank: Math.max(before.rank, key.rank) };
}

function packetMoments(packets: readonly TimelinePacket[], index: TimelineIndex): Sortable[] {
  let lastNs = 0n;
  return packets.map((packet) => {
    const { number, timestampNs } = packet.packet;
    lastNs = timestampNs ?? causeNs(packet, index, lastNs);
    const key: SortKey = { timeNs: lastNs, rank: RANK.packet, source: 0, position: number };
    return { key, moment: { kind: 'packet', timeNs: timestampNs, packet } };
  });
}

/** Gives the entry of the call that made a packet without a time, at least `earliestNs`. */
function causeNs(packet: TimelinePacket, index: TimelineIndex, earliestNs: bigint): bigint {
  const call = packet.owner.kind === 'call' ? index.callById.get(packet.owner.call) : undefined;
  return call !== undefined && call.call.enterNs > earliestNs ? call.call.enterNs : earliestNs;
}

function exitMoments(exits: Timeline['exits']): Sortable[] {
  return exits.map((exit, position) => ({
    key: { timeNs: exit.timeNs, rank: RANK.exit, source: 0, position },
    moment: { kind: 'exit', timeNs: exit.timeNs, exit },
  }));
}
