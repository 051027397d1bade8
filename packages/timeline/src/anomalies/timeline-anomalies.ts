import type { Link, OddSegment, Timeline, TimelineCall, TimelineConnection } from '../model';
import { durationText } from '../text/duration-text';
import { anomalyWord, type Anomaly } from './anomaly';
import { callFindings } from './call-anomaly';
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
  const all = [...callAnomalies(timeline), ...packetAnomalies(timeline)];
  const index = { all, byCall: grouped(all, ({ call }) => call), byPacket: grouped(all, ({ packet }) => packet) };
  indexes.set(timeline, index);
  return index;
}

function* callAnomalies({ calls, connections }: Timeline): Generator<Anomaly> {
  for (const call of calls) {
    for (const finding of callFindings(call, acceptWait(call, connections))) {
      yield anomaly(finding, call.connection, { packet: null, call: call.id });
    }
  }
}

/** How long the connection that an accept() collected was ready before. */
function acceptWait({ call, connection }: TimelineCall, connections: Timeline['connections']): bigint | null {
  const isAccept = call.call === 'accept' || call.call === 'accept4';
  if (!isAccept || connection === null || (call.result ?? -1) < 0) return null;
  return connections[connection]?.phases.ackToAcceptReturnNs ?? null;
}

function* packetAnomalies({ packets, connections, links, calls }: Timeline): Generator<Anomaly> {
  const orders = new Map<number, SegmentOrder>();
  const odd = new Map<number, ReadonlyMap<number, OddSegment>>();
  const clocks = clockFindings(links, calls, packets);
  let latestNs: bigint | null = null;
  for (const item of packets) {
    const { packet } = item;
    const at = packet.flow?.connection ?? null;
    const connection = at === null ? null : (connections[at] ?? null);
    const order = at === null ? null : orderFinding(orders, at, connection, item.packet);
    for (const finding of packetFindings(item, connection, order)) {
      yield anomaly(finding, at, { packet: packet.number, call: null });
    }
    const segment = connection === null ? undefined : oddSegmentsOf(odd, connection).get(packet.number);
    if (segment !== undefined) yield anomaly(oddFinding(segment), at, { packet: packet.number, call: null });
    const clock = clocks.get(packet.number) ?? backwards(packet.timestampNs, latestNs);
    if (clock !== null) yield anomaly(clock, at, { packet: packet.number, call: null });
    latestNs = packet.timestampNs ?? latestNs;
  }
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
function clockFindings(
  links: readonly Link[],
  calls: readonly TimelineCall[],
  packets: Timeline['packets'],
): ReadonlyMap<number, Finding> {
  const found = new Map<number, Finding>();
  const early = links.filter(({ relation, when }) => relation === 'causes' && when === 'earlier');
  if (early.length === 0) return found;
  const byId = new Map(calls.map((call) => [call.id, call]));
  const byNumber = new Map(packets.map(({ packet }) => [packet.number, packet]));
  for (const link of early) {
    const enterNs = byId.get(link.call)?.call.enterNs;
    const packetNs = byNumber.get(link.packet)?.timestampNs ?? null;
    if (enterNs === undefined || packetNs === null) continue;
    const text = `stamped ${durationText(enterNs - packetNs)} before the call that made it was entered`;
    found.set(link.packet, { kind: 'clock', text });
  }
  return found;
}

function anomaly({ kind, text }: Finding, connection: number | null, place: Pick<Anomaly, 'packet' | 'call'>): Anomaly {
  return { kind, word: anomalyWord(kind), text, connection, ...place };
}

function grouped<Key>(
  all: readonly Anomaly[],
  keyOf: (anomaly: Anomaly) => Key | null,
): ReadonlyMap<Key, readonly Anomaly[]> {
  const groups = new Map<Key, Anomaly[]>();
  for (const each of all) {
    const key = keyOf(each);
    if (key === null) continue;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [each]);
    else group.push(each);
  }
  return groups;
}
