import type { Link, StateChange, Timeline, TimelineCall, TimelineExit, TimelinePacket } from '../model';

/** What is drawn together: one connection's ladder, or everything. */
export interface LadderEvents {
  readonly calls: readonly TimelineCall[];
  readonly packets: readonly TimelinePacket[];
  readonly exits: readonly TimelineExit[];
  readonly states: readonly StateChange[];
}

/** Bytes of one direction's stream, `[from, to)`. */
export interface StreamSpan {
  readonly from: number;
  readonly to: number;
}

/** A timeline's parts by the keys that others name them by. */
export interface TimelineIndex {
  readonly callById: ReadonlyMap<string, TimelineCall>;
  readonly packetByNumber: ReadonlyMap<number, TimelinePacket>;
  /** In the order of the timeline's links; a call without links is absent. */
  readonly linksByCall: ReadonlyMap<string, readonly Link[]>;
  readonly linksByPacket: ReadonlyMap<number, readonly Link[]>;
  /** The smallest interval of the stream that holds every byte linked to the call as its cause. */
  readonly sentByCall: ReadonlyMap<string, StreamSpan>;
  /** By the connection's index; calls and exits stand in each connection that shows them. */
  readonly byConnection: readonly LadderEvents[];
  /** What no connection shows. */
  readonly loose: LadderEvents;
}

const indexes = new WeakMap<Timeline, TimelineIndex>();

/** Gives the index of a timeline, built on the first call in one pass. The timeline must not change afterwards. */
export function timelineIndex(timeline: Timeline): TimelineIndex {
  const known = indexes.get(timeline);
  if (known !== undefined) return known;
  const index = buildIndex(timeline);
  indexes.set(timeline, index);
  return index;
}

function buildIndex(timeline: Timeline): TimelineIndex {
  const { calls, packets, links, connections, exits } = timeline;
  return {
    callById: new Map(calls.map((call) => [call.id, call])),
    packetByNumber: new Map(packets.map((packet) => [packet.packet.number, packet])),
    linksByCall: groupBy(links, (link) => [link.call]),
    linksByPacket: groupBy(links, (link) => [link.packet]),
    sentByCall: sentSpans(links),
    ...eventsByConnection(
      connections.map(({ states }) => states),
      groupBy<number | null, TimelineCall>(calls, shownIn),
      groupBy<number | null, TimelinePacket>(packets, ({ packet }) => [packet.flow?.connection ?? null]),
      groupBy<number | null, TimelineExit>(exits, shownIn),
    ),
  };
}

function sentSpans(links: readonly Link[]): ReadonlyMap<string, StreamSpan> {
  const spans = new Map<string, StreamSpan>();
  for (const { call, relation, bytes } of links) {
    if (relation !== 'causes' || bytes === null) continue;
    const { from, to } = spans.get(call) ?? bytes;
    spans.set(call, { from: Math.min(from, bytes.from), to: Math.max(to, bytes.to) });
  }
  return spans;
}

function shownIn(event: { readonly shownIn: readonly number[] }): readonly (number | null)[] {
  return event.shownIn.length > 0 ? event.shownIn : [null];
}

type Grouped<Item> = ReadonlyMap<number | null, readonly Item[]>;

function eventsByConnection(
  states: readonly (readonly StateChange[])[],
  calls: Grouped<TimelineCall>,
  packets: Grouped<TimelinePacket>,
  exits: Grouped<TimelineExit>,
): Pick<TimelineIndex, 'byConnection' | 'loose'> {
  const eventsOf = (connection: number | null): LadderEvents => ({
    calls: calls.get(connection) ?? [],
    packets: packets.get(connection) ?? [],
    exits: exits.get(connection) ?? [],
    states: connection === null ? [] : (states[connection] ?? []),
  });
  return { byConnection: states.map((_, connection) => eventsOf(connection)), loose: eventsOf(null) };
}

/** Groups items by each of their keys, keeping their order. */
function groupBy<Key, Item>(items: readonly Item[], keysOf: (item: Item) => readonly Key[]): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    for (const key of keysOf(item)) {
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [item]);
      else group.push(item);
    }
  }
  return groups;
}
