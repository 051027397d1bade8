import type { TimelineCall, TimelinePacket } from '../model';
import { mergeSort } from './merge-sort';
import type { LadderEvents, TimelineIndex } from './timeline-index';

/** What has rows. */
export type RowEvents = Pick<LadderEvents, 'calls' | 'packets' | 'exits'>;

/** What a moment is: a call's entry or return, a packet, the end of a process; the number is its rank at one nanosecond, from 0. */
export const MOMENT = { enter: 0, packet: 1, return: 2, exit: 3 } as const;

/** The moments of a ladder in order, in columns: of a million events there are two million. */
export interface OrderedMoments {
  readonly length: number;
  /** One of MOMENT. */
  readonly kinds: Uint8Array;
  /** The place of its call, packet or exit among the events of its kind. */
  readonly places: Uint32Array;
}

/**
 * Gives the moments of the events in the order of the ladder; the same events always give the same order. The calls of one
 * thread keep their order also where a coarse clock gives them one time. A packet without a time follows the packet before
 * it, and the entry of the call that made it.
 */
export function orderedMoments(events: RowEvents, index: TimelineIndex): OrderedMoments {
  const moments = new MomentColumns(events);
  addCalls(moments, events.calls);
  addPackets(moments, events.packets, index);
  events.exits.forEach(({ timeNs }, place) => moments.add(MOMENT.exit, place, timeNs, MOMENT.exit, 0, place));
  return moments.inOrder();
}

/** An inferred call of which only one moment is known claims nothing about how long it took. */
export function isPoint({ call, inferred }: TimelineCall): boolean {
  return inferred && (call.returnNs === null || call.returnNs === call.enterNs);
}

/** Moments with their sort keys. Those of one kind stand together: each kind is nearly in order by itself. */
class MomentColumns {
  readonly #firsts: readonly number[];
  readonly #counts = [0, 0, 0, 0];
  readonly #places: Uint32Array;
  /** Nanoseconds since the first that was added, and where a double does not hold them the times themselves. */
  readonly #offsetsNs: Float64Array;
  readonly #timesNs = new Map<number, bigint>();
  readonly #ranks: Uint8Array;
  readonly #sources: Uint32Array;
  readonly #positions: Float64Array;
  #baseNs: bigint | null = null;

  constructor({ calls, packets, exits }: RowEvents) {
    const returnsAt = calls.length + packets.length;
    this.#firsts = [0, calls.length, returnsAt, returnsAt + calls.length];
    const most = 2 * calls.length + packets.length + exits.length;
    this.#places = new Uint32Array(most);
    this.#offsetsNs = new Float64Array(most);
    this.#ranks = new Uint8Array(most);
    this.#sources = new Uint32Array(most);
    this.#positions = new Float64Array(most);
  }

  /** What is sorted by: time, then cause before effect (`rank`), then the source, then the place in it. */
  add(kind: number, place: number, timeNs: bigint, rank: number, source: number, position: number): void {
    const count = this.#counts[kind] ?? 0;
    const at = (this.#firsts[kind] ?? 0) + count;
    this.#counts[kind] = count + 1;
    this.#places[at] = place;
    const offsetNs = Number(timeNs - (this.#baseNs ??= timeNs));
    this.#offsetsNs[at] = offsetNs;
    if (Math.abs(offsetNs) > Number.MAX_SAFE_INTEGER) this.#timesNs.set(at, timeNs);
    this.#ranks[at] = rank;
    this.#sources[at] = source;
    this.#positions[at] = position;
  }

  inOrder(): OrderedMoments {
    const order = this.#inOrderOfKinds();
    mergeSort(order, (a, b) => this.#compare(a, b));
    const kinds = new Uint8Array(order.length);
    const places = new Uint32Array(order.length);
    const [, packetsAt = 0, returnsAt = 0, exitsAt = 0] = this.#firsts;
    for (let i = 0; i < order.length; i++) {
      const at = order[i] ?? 0;
      places[i] = this.#places[at] ?? 0;
      kinds[i] = Number(at >= packetsAt) + Number(at >= returnsAt) + Number(at >= exitsAt);
    }
    return { length: order.length, kinds, places };
  }

  #inOrderOfKinds(): Uint32Array {
    const order = new Uint32Array(this.#counts.reduce((sum, count) => sum + count, 0));
    let next = 0;
    this.#counts.forEach((count, kind) => {
      for (let i = 0; i < count; i++) order[next++] = (this.#firsts[kind] ?? 0) + i;
    });
    return order;
  }

  #compare(a: number, b: number): number {
    const timeA = this.#offsetsNs[a] ?? 0;
    const timeB = this.#offsetsNs[b] ?? 0;
    if (timeA !== timeB) return timeA < timeB ? -1 : 1;
    if (this.#timesNs.size > 0) {
      const exactA = this.#timesNs.get(a) ?? 0n;
      const exactB = this.#timesNs.get(b) ?? 0n;
      if (exactA !== exactB) return exactA < exactB ? -1 : 1;
    }
    return (
      (this.#ranks[a] ?? 0) - (this.#ranks[b] ?? 0) ||
      (this.#sources[a] ?? 0) - (this.#sources[b] ?? 0) ||
      (this.#positions[a] ?? 0) - (this.#positions[b] ?? 0)
    );
  }
}

/** What a thread did last: nothing of it sorts ahead of that. */
interface ThreadEnd {
  timeNs: bigint;
  rank: number;
}

/** The ends of threads, by process and thread number. */
class ThreadEnds {
  readonly #byProcess = new Map<string, Map<number, ThreadEnd>>();

  of(process: string, thread: number, timeNs: bigint): ThreadEnd {
    const threads = this.#byProcess.get(process) ?? new Map<number, ThreadEnd>();
    this.#byProcess.set(process, threads);
    const end = threads.get(thread) ?? { timeNs, rank: 0 };
    threads.set(thread, end);
    return end;
  }
}

function addCalls(moments: MomentColumns, calls: readonly TimelineCall[]): void {
  const threads = new ThreadEnds();
  const sources = new Map<string, number>();
  let source = 0;
  let lastProcess: string | null | undefined;
  for (let place = 0; place < calls.length; place++) {
    const joined = calls[place];
    if (joined === undefined) continue;
    const { process, call } = joined;
    const { enterNs, returnNs, sequence, thread } = call;
    // An inferred call is nobody's thread: it may overlap with any other.
    const end = process === null ? { timeNs: enterNs, rank: 0 } : threads.of(process, thread, enterNs);
    if (process !== lastProcess) source = sourceNumber(sources, process ?? '');
    lastProcess = process;
    const position = 2 * (process === null ? place : sequence);
    moveTo(end, enterNs, MOMENT.enter);
    moments.add(MOMENT.enter, place, end.timeNs, end.rank, source, position);
    if (returnNs === null || isPoint(joined)) continue;
    moveTo(end, returnNs, MOMENT.return);
    moments.add(MOMENT.return, place, end.timeNs, end.rank, source, position + 1);
  }
}

/** Moves a thread's end on; never back in time and rank. */
function moveTo(end: ThreadEnd, timeNs: bigint, rank: number): void {
  end.rank = timeNs > end.timeNs ? rank : Math.max(end.rank, rank);
  if (timeNs > end.timeNs) end.timeNs = timeNs;
}

/** Calls have source 1 and up, in the order in which their processes first appear; packets have 0. */
function sourceNumber(sources: Map<string, number>, process: string): number {
  const source = sources.get(process) ?? sources.size + 1;
  sources.set(process, source);
  return source;
}

function addPackets(moments: MomentColumns, packets: readonly TimelinePacket[], index: TimelineIndex): void {
  let lastNs = 0n;
  for (let place = 0; place < packets.length; place++) {
    const packet = packets[place];
    if (packet === undefined) continue;
    lastNs = packet.packet.timestampNs ?? causeNs(packet, index, lastNs);
    moments.add(MOMENT.packet, place, lastNs, MOMENT.packet, 0, place);
  }
}

/** Gives the entry of the call that made a packet without a time, at least `earliestNs`. */
function causeNs(packet: TimelinePacket, index: TimelineIndex, earliestNs: bigint): bigint {
  const call = packet.owner.kind === 'call' ? index.callById.get(packet.owner.call) : undefined;
  return call !== undefined && call.call.enterNs > earliestNs ? call.call.enterNs : earliestNs;
}
