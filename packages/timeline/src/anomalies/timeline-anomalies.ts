import { timelineIndex, type TimelineIndex } from '../ladder/timeline-index';
import type { OddSegment, Timeline, TimelineCall, TimelineConnection, TimelinePacket } from '../model';
import { durationText } from '../text/duration-text';
import { anomalyWord, type Anomaly } from './anomaly';
import { callFindings } from './call-anomaly';
import { DropOrder } from './drop-order';
import { packetFindings, type Finding } from './packet-anomaly';
import { SegmentOrder, type OrderFinding } from './segment-order';

/** A timeline's anomalies, by what shows them. */
export interface AnomalyIndex {
  /** Calls in order of entry, then packets in capture order. */
  readonly all: readonly Anomaly[];
  readonly byCall: ReadonlyMap<string, readonly Anomaly[]>;
  readonly byPacket: ReadonlyMap<number, readonly Anomaly[]>;
}

const indexes = new WeakMap<Timeline, AnomalyIndex>();

/** Gives what stands out in a timeline, found on the first call in one pass. The timeline must not change afterwards. */
export function timelineAnomalies(timeline: Timeline): AnomalyIndex {
  const known = indexes.get(timeline);
  if (known !== undefined) return known;
  const search = new AnomalySearch(timeline);
  search.advance(() => false);
  return search.found;
}

/** Calls and packets that are looked at before the clock is. */
const STEPS_AT_ONCE = 200;

/** Looks for what stands out piece by piece, for whoever must not be kept waiting. */
export class AnomalySearch {
  readonly #timeline: Timeline;
  readonly #steps: Generator<Anomaly | null, void>;
  readonly #all: Anomaly[] = [];
  readonly #byCall = new Map<string, Anomaly[]>();
  readonly #byPacket = new Map<number, Anomaly[]>();
  #isDone = false;

  constructor(timeline: Timeline) {
    this.#timeline = timeline;
    this.#steps = findings(timeline);
  }

  get isDone(): boolean {
    return this.#isDone;
  }

  /** What was found up to now; one object, which grows. */
  get found(): AnomalyIndex {
    return { all: this.#all, byCall: this.#byCall, byPacket: this.#byPacket };
  }

  /** Goes on until `isTimeUp` says so, or everything was looked at; what was found is then what timelineAnomalies() gives. */
  advance(isTimeUp: () => boolean): void {
    while (!this.#isDone) {
      for (let step = 0; step < STEPS_AT_ONCE && !this.#isDone; step++) this.#step();
      if (isTimeUp()) return;
    }
  }

  #step(): void {
    const step = this.#steps.next();
    if (step.done === true) {
      this.#isDone = true;
      indexes.set(this.#timeline, this.found);
    } else if (step.value !== null) this.#add(step.value);
  }

  #add(anomaly: Anomaly): void {
    this.#all.push(anomaly);
    if (anomaly.call !== null) addTo(this.#byCall, anomaly.call, anomaly);
    if (anomaly.packet !== null) addTo(this.#byPacket, anomaly.packet, anomaly);
  }
}

/** Gives the anomalies in order, and null after each call and packet, which most have nothing before. */
function* findings(timeline: Timeline): Generator<Anomaly | null, void> {
  yield* callAnomalies(timeline);
  yield* packetAnomalies(timeline);
}

function* callAnomalies({ calls, connections }: Timeline): Generator<Anomaly | null> {
  for (const call of calls) {
    for (const finding of callFindings(call, acceptWait(call, connections))) {
      yield anomaly(finding, call.connection, { packet: null, call: call.id });
    }
    yield null;
  }
}

/** How long the connection that an accept() collected was ready before. */
function acceptWait({ call, connection }: TimelineCall, connections: Timeline['connections']): bigint | null {
  const isAccept = call.call === 'accept' || call.call === 'accept4';
  if (!isAccept || connection === null || (call.result ?? -1) < 0) return null;
  return connections[connection]?.phases.ackToAcceptReturnNs ?? null;
}

function* packetAnomalies(timeline: Timeline): Generator<Anomaly | null> {
  const { packets, connections } = timeline;
  const orders = new Map<number, SegmentOrder>();
  const odd = new Map<number, ReadonlyMap<number, OddSegment>>();
  const index = timelineIndex(timeline);
  const drops = new DropOrder(timeline.drops ?? []);
  let latestNs: bigint | null = null;
  for (const item of packets) {
    const { packet } = item;
    for (const finding of drops.before(packet.timestampNs)) {
      yield anomaly(finding, null, { packet: packet.number, call: null });
    }
    const at = packet.flow?.connection ?? null;
    const connection = at === null ? null : (connections[at] ?? null);
    const order = at === null ? null : orderFinding(orders, at, connection, item.packet);
    for (const finding of packetFindings(item, connection, order)) {
      yield anomaly(finding, at, { packet: packet.number, call: null });
    }
    const segment = connection === null ? undefined : oddSegmentsOf(odd, connection).get(packet.number);
    if (segment !== undefined) yield anomaly(oddFinding(segment), at, { packet: packet.number, call: null });
    const clock = clockFinding(item, index) ?? backwards(packet.timestampNs, latestNs);
    if (clock !== null) yield anomaly(clock, at, { packet: packet.number, call: null });
    latestNs = packet.timestampNs ?? latestNs;
    yield null;
  }
  for (const finding of drops.rest()) yield anomaly(finding, null, { packet: null, call: null });
}

/** By packet; a connection's are worked out when its first packet is met. */
function oddSegmentsOf(
  known: Map<number, ReadonlyMap<number, OddSegment>>,
  connection: TimelineConnection,
): ReadonlyMap<number, OddSegment> {
  const { index } = connection.connection;
  const found = known.get(index) ?? new Map(connection.oddSegments.map((segment) => [segment.packet, segment]));
  known.set(index, found);
  return found;
}

function oddFinding({ verdict, text, source }: OddSegment): Finding {
  return { kind: verdict === 'illegal' ? 'illegal-segment' : 'unexplained-segment', text: `${text} (${source})` };
}

function orderFinding(
  orders: Map<number, SegmentOrder>,
  at: number,
  connection: TimelineConnection | null,
  packet: Timeline['packets'][number]['packet'],
): OrderFinding | null {
  let order = orders.get(at);
  if (order === undefined) {
    order = new SegmentOrder(connection !== null && connection.connection.handshake.syn !== null);
    orders.set(at, order);
  }
  return order.add(packet);
}

function backwards(timestampNs: bigint | null, latestNs: bigint | null): Finding | null {
  if (timestampNs === null || latestNs === null || timestampNs >= latestNs) return null;
  return {
    kind: 'clock',
    text: `stamped ${durationText(latestNs - timestampNs)} before the packet captured before it`,
  };
}

/** A call cannot have made a packet that is stamped before the call was entered. */
function clockFinding({ packet }: TimelinePacket, index: TimelineIndex): Finding | null {
  const packetNs = packet.timestampNs;
  if (packetNs === null) return null;
  const early = index.linksByPacket
    .get(packet.number)
    ?.findLast(({ relation, when }) => relation === 'causes' && when === 'earlier');
  const enterNs = early && index.callById.get(early.call)?.call.enterNs;
  if (enterNs === undefined) return null;
  const text = `stamped ${durationText(enterNs - packetNs)} before the call that made it was entered`;
  return { kind: 'clock', text };
}

function anomaly({ kind, text }: Finding, connection: number | null, place: Pick<Anomaly, 'packet' | 'call'>): Anomaly {
  return { kind, word: anomalyWord(kind), text, connection, ...place };
}

function addTo<Key>(groups: Map<Key, Anomaly[]>, key: Key, anomaly: Anomaly): void {
  const group = groups.get(key);
  if (group === undefined) groups.set(key, [anomaly]);
  else group.push(anomaly);
}
