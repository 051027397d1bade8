import type { CapturedPacket } from '@sockscope/capture';
import { traceTime } from '@sockscope/core/trace';
import { timelineAnomalies, type Anomaly } from '../anomalies';
import { numberOfConnection } from '../connection-number';
import { timelineIndex } from '../ladder/timeline-index';
import type { ClockEstimate, Link, OddSegment, PacketOwner, StateChange, Timeline, TimelineCall } from '../model';

/**
 * Gives a timeline as the objects of its JSON lines, one at a time: calls in order of entry, then packets in capture order, then
 * links, then clocks. Times are `seconds.nnnnnnnnn`. `anomalies` is there where there are some; `states` where an end enters one;
 * `oddSegment` where its sender's state does not explain a packet.
 *
 * @param packetJson what a packet is without its owner: the object that lists packets alone
 * @param only this connection, with every call of its ladder; null: everything
 */
export function* timelineJson(
  timeline: Timeline,
  packetJson: (packet: CapturedPacket) => object,
  only: number | null = null,
): Generator<object> {
  const anomalies = timelineAnomalies(timeline);
  const states = statesByEvent(timeline, only);
  const isShown = (connection: number | null): boolean => only === null || connection === only;
  const calls = timeline.calls.filter(({ shownIn }) => only === null || shownIn.includes(only));
  for (const call of calls) {
    const connection = numberOf(call.connection, timeline);
    yield { ...callJson(call), connection, ...states.get(call.id), ...anomaliesJson(anomalies.byCall.get(call.id)) };
  }
  for (const { packet, owner } of timeline.packets) {
    const connection = packet.flow?.connection ?? null;
    if (!isShown(connection)) continue;
    const number = numberOf(connection, timeline);
    const called = number === connection ? {} : { connection: number };
    const found = anomaliesJson(anomalies.byPacket.get(packet.number));
    yield {
      kind: 'packet',
      ...packetJson(packet),
      ...called,
      ...ownerJson(owner),
      ...states.get(packet.number),
      ...found,
    };
  }
  const { packetByNumber } = timelineIndex(timeline);
  for (const link of timeline.links) {
    if (isShown(packetByNumber.get(link.packet)?.packet.flow?.connection ?? null)) yield linkJson(link);
  }
  for (const clock of timeline.clocks ?? []) yield clockJson(clock);
}

interface EventStates {
  readonly states?: readonly object[];
  readonly oddSegment?: object;
}

/** What is said of states, by the packet's number or the call's id. */
function statesByEvent({ connections }: Timeline, only: number | null): ReadonlyMap<number | string, EventStates> {
  const found = new Map<number | string, EventStates>();
  const shown = only === null ? connections : connections.slice(only, only + 1);
  for (const { connection, states, oddSegments } of shown) {
    for (const change of states) {
      const key = change.by.kind === 'packet' ? change.by.packet : change.by.call;
      const known = found.get(key);
      found.set(key, {
        ...known,
        states: [...(known?.states ?? []), stateJson(change, numberOfConnection(connection))],
      });
    }
    for (const odd of oddSegments) found.set(odd.packet, { ...found.get(odd.packet), oddSegment: oddJson(odd) });
  }
  return found;
}

/** A call can change an end of several connections: LISTEN. */
function stateJson({ side, state, by }: StateChange, connection: number): object {
  return by.kind === 'packet' ? { side, state } : { side, state, connection, at: by.at };
}

function oddJson({ verdict, side, state, text, source }: OddSegment): object {
  return { verdict, side, state, text, source };
}

/** What a connection is called, by its place in the timeline. */
function numberOf(connection: number | null, { connections }: Timeline): number | null {
  const found = connection === null ? undefined : connections[connection];
  return found === undefined ? connection : numberOfConnection(found.connection);
}

function clockJson({ process, kind, offsetNs, uncertaintyNs, driftPpm, bounds, text }: ClockEstimate): object {
  return {
    kind: 'clock',
    process,
    clock: kind,
    offsetNs: String(offsetNs),
    uncertaintyNs: uncertaintyNs === null ? null : String(uncertaintyNs),
    driftPpm,
    bounds,
    text,
  };
}

/** Fields of a call that has not returned, or acts on no connection, are null. */
function callJson({ id, process, role, call, text, connection, inferred }: TimelineCall): object {
  return {
    kind: 'call',
    id,
    process,
    role,
    call: call.call,
    text,
    enter: traceTime(call.enterNs),
    return: call.returnNs === null ? null : traceTime(call.returnNs),
    result: call.result,
    errno: call.errno,
    connection,
    inferred,
  };
}

/** A packet that a call made has no reason: its links name the call. */
function ownerJson(owner: PacketOwner): object {
  switch (owner.kind) {
    case 'call':
      return { owner: 'call', ...(owner.text !== undefined && { ownerText: owner.text }) };
    case 'kernel':
      return { owner: 'kernel', reason: owner.reason, ownerText: owner.text };
    case 'unknown':
      return { owner: 'unknown', reason: owner.text };
  }
}

function linkJson({ call, packet, relation, bytes, when, isRetransmission }: Link): object {
  return {
    kind: 'link',
    call,
    packet,
    relation,
    ...(bytes !== null && { bytes: [bytes.from, bytes.to] }),
    when,
    retransmission: isRetransmission,
  };
}

function anomaliesJson(anomalies: readonly Anomaly[] | undefined): object {
  return anomalies === undefined ? {} : { anomalies: anomalies.map(({ kind, text }) => ({ kind, text })) };
}
