import type { Link, OddSegment, StateChange, Timeline, TimelineCall, TimelineExit, TimelinePacket } from '../model';

/** What is drawn together: one connection's ladder, or everything. */
export interface LadderEvents {
  readonly calls: readonly TimelineCall[];
  readonly packets: readonly TimelinePacket[];
  readonly exits: readonly TimelineExit[];
  readonly states: readonly StateChange[];
  readonly oddSegments: readonly OddSegment[];
}

/** Bytes of one direction's stream, `[from, to)`. */
export interface StreamSpan {
  readonly from: number;
  readonly to: number;
}

/** Finds a value by its key. */
export interface Lookup<Key, Value> {
  get(key: Key): Value | undefined;
}

/** A timeline's parts by the keys that others name them by. */
export interface TimelineIndex {
  readonly callById: Lookup<string, TimelineCall>;
  readonly packetByNumber: Lookup<number, TimelinePacket>;
  /** In the order of the timeline's links; a call without links may be absent. */
  readonly linksByCall: Lookup<string, readonly Link[]>;
  readonly linksByPacket: Lookup<number, readonly Link[]>;
  /** The smallest interval of the stream that holds every byte linked to the call as its cause. */
  readonly sentByCall: Lookup<string, StreamSpan>;
  /** By the connection's index; calls and exits stand in each connection that shows them. */
  readonly byConnection: Lookup<number, LadderEvents>;
  /** What no connection shows. */
  readonly loose: LadderEvents;
}

const indexes = new WeakMap<Timeline, TimelineIndex>();

/** Says how the parts of a timeline are found that can be found without going through them all. */
export function addTimelineIndex(timeline: Timeline, index: TimelineIndex): void {
  indexes.set(timeline, index);
}

/** Gives the index of a timeline; where it has none, it is built in one pass, and the timeline must not change afterwards. */
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
      connections,
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
  connections: Timeline['connections'],
  calls: Grouped<TimelineCall>,
  packets: Grouped<TimelinePacket>,
  exits: Grouped<TimelineExit>,
): Pick<TimelineIndex, 'byConnection' | 'loose'> {
  const eventsOf = (connection: number | null): LadderEvents => ({
    calls: calls.get(connection) ?? [],
    packets: packets.get(connection) ?? [],
    exits: exits.get(connection) ?? [],
    states: connection === null ? [] : (connections[connection]?.states ?? []),
    oddSegments: connection === null ? [] : (connections[connection]?.oddSegments ?? []),
  });
  return { byConnection: new Map(connections.map((_, at) => [at, eventsOf(at)])), loose: eventsOf(null) };
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
