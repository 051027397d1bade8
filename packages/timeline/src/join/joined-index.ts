import type { LadderEvents, StreamSpan, TimelineIndex } from '../ladder/timeline-index';
import type { Link, Timeline } from '../model';
import { firstIndex } from './first-index';
import { linksOfCall } from './links-of-call';
import { linksOfPacket } from './links-of-packet';
import type { Flow, FlowEnd } from './flow';
import type { JoinedCall } from './joined-call';
import type { RecordingJoin } from './recording-join';

/** Finds the parts of a joined timeline without making lists of all: what is asked for is worked out. */
export class JoinedIndex implements TimelineIndex {
  private readonly join: RecordingJoin;
  private readonly timeline: Timeline;

  constructor(join: RecordingJoin, timeline: Timeline) {
    this.join = join;
    this.timeline = timeline;
  }

  readonly callById: TimelineIndex['callById'] = { get: (id) => this.find(id) };
  readonly packetByNumber: TimelineIndex['packetByNumber'] = { get: (number) => this.join.packetOf(number) };
  readonly linksByCall: TimelineIndex['linksByCall'] = { get: (id) => this.linksOfCall(id) };
  readonly linksByPacket: TimelineIndex['linksByPacket'] = { get: (number) => this.linksOfPacket(number) };
  readonly sentByCall: TimelineIndex['sentByCall'] = { get: (id) => this.sentBy(id) };
  readonly byConnection: TimelineIndex['byConnection'] = { get: (connection) => this.eventsOf(connection) };

  get loose(): LadderEvents {
    const { calls, packets, exits } = this.timeline;
    return {
      calls: calls.filter(({ shownIn }) => shownIn.length === 0),
      packets: packets.filter(({ packet }) => packet.flow === null),
      exits: exits.filter(({ shownIn }) => shownIn.length === 0),
      states: [],
      oddSegments: [],
    };
  }

  private linksOfCall(id: string): readonly Link[] {
    const joined = this.find(id);
    return joined === undefined ? [] : linksOfCall(joined);
  }

  private linksOfPacket(number: number): readonly Link[] {
    const packet = this.join.packetOf(number);
    return packet === undefined ? [] : linksOfPacket(packet);
  }

  private sentBy(id: string): StreamSpan | undefined {
    const spans = this.linksOfCall(id).flatMap(({ relation, bytes }) => (relation === 'causes' ? (bytes ?? []) : []));
    const [first] = spans;
    return first === undefined
      ? undefined
      : {
          from: spans.reduce((least, { from }) => Math.min(least, from), first.from),
          to: spans.reduce((most, { to }) => Math.max(most, to), first.to),
        };
  }

  private eventsOf(connection: number): LadderEvents | undefined {
    const flow = this.join.flows[connection];
    return flow === undefined
      ? undefined
      : {
          calls: callsShownIn(flow),
          packets: flow.packets,
          exits: this.timeline.exits.filter(({ shownIn }) => shownIn.includes(connection)),
          states: this.timeline.connections[connection]?.states ?? [],
          oddSegments: this.timeline.connections[connection]?.oddSegments ?? [],
        };
  }

  private find(id: string): JoinedCall | undefined {
    const hash = id.lastIndexOf('#');
    const [name, sequence] = [id.slice(0, hash), Number(id.slice(hash + 1))];
    const process = this.join.processes.get(name);
    if (process !== undefined) {
      return process.callOf(sequence);
    }
    const flow = this.join.flowCalled(Number(/^inferred-(\d+)$/.exec(name)?.[1] ?? -1));
    return flow === undefined ? undefined : (inferredOf(flow.client, sequence) ?? inferredOf(flow.server, sequence));
  }
}

/** They stand in the order of their sequence. */
function inferredOf({ inferredCalls }: FlowEnd, sequence: number): JoinedCall | undefined {
  const at = firstIndex(inferredCalls.length, (place) => (inferredCalls[place]?.call.sequence ?? 0) < sequence);
  const found = inferredCalls[at];
  return found?.call.sequence === sequence ? found : undefined;
}

function inferredIn({ client, server }: Flow): readonly JoinedCall[] {
  return [...client.inferredCalls, ...server.inferredCalls];
}

/** Every call that stands in the connection's ladder, in order of entry. */
function callsShownIn(flow: Flow): readonly JoinedCall[] {
  const calls = new Set<JoinedCall>(inferredIn(flow));
  [flow.client, flow.server].flatMap(callsAround).forEach((joined) => calls.add(joined));
  return [...calls].filter(({ shownIn }) => shownIn.includes(flow.index)).sort((a, b) => compareEntry(a, b));
}

/** The calls of the sockets of an end; those that stand elsewhere too. */
function callsAround({ socket, listener, accept, flow }: FlowEnd): readonly JoinedCall[] {
  const sockets = new Set([socket, listener, ...(flow.isTcp ? [] : exchangeSockets(flow))]);
  const calls = [...sockets].flatMap((each) => (each === null ? [] : [...each.calls, ...each.polls]));
  return accept === null ? calls : [accept, ...calls];
}

function exchangeSockets(flow: Flow): readonly NonNullable<FlowEnd['socket']>[] {
  return [flow.client, flow.server].flatMap((end) => [...(end.sockets ?? [])]);
}

function compareEntry(a: JoinedCall, b: JoinedCall): number {
  return a.call.enterNs < b.call.enterNs ? -1 : a.call.enterNs > b.call.enterNs ? 1 : a.call.sequence - b.call.sequence;
}
