import type { StateChange, TcpState, Timeline, TimelineExit } from '../model';
import { EventRow } from './event-row';
import { isPoint, orderedMoments, type Moment } from './moments';
import { Rails } from './rails';
import type { BracketPart, LadderEvent, LadderRow } from './row';
import { timelineIndex, type LadderEvents, type TimelineIndex } from './timeline-index';

/**
 * Gives the rows of one connection's ladder, or with null of everything, from the first event to the last: a listener's calls
 * stand in each of its connections. A call with another row between its entry and its return is two rows and a bracket around
 * what happened meanwhile; one that has not returned keeps its bracket open to the last row or the end of its process.
 * Empty for a connection that does not exist. The time grows with the number of rows.
 */
export function ladderRows(timeline: Timeline, connection: number | null): readonly LadderRow[] {
  const index = timelineIndex(timeline);
  const events = connection === null ? allEvents(timeline) : index.byConnection.get(connection);
  return events === undefined ? [] : rowsOf(events, index);
}

/** Gives the rows of what belongs to no connection: stray packets, sockets that never connected. */
export function looseRows(timeline: Timeline): readonly LadderRow[] {
  const index = timelineIndex(timeline);
  return rowsOf(index.loose, index);
}

function allEvents({ calls, packets, exits, connections }: Timeline): LadderEvents {
  return {
    calls,
    packets,
    exits,
    states: connections.flatMap(({ states }) => states),
    oddSegments: connections.flatMap(({ oddSegments }) => oddSegments),
  };
}

function rowsOf(events: LadderEvents, index: TimelineIndex): readonly LadderRow[] {
  const lanes = { client: new Rails(), server: new Rails() };
  const states = statesByEvent(events.states);
  const odd = new Map(events.oddSegments.map((segment) => [segment.packet, segment]));
  const rows: LadderRow[] = [];
  let previousNs: bigint | null = null;
  for (const { event, timeNs } of eventsOf(orderedMoments(events, index))) {
    const key = keyOf(event);
    rows.push(
      new EventRow({
        key,
        timeNs,
        deltaNs: timeNs === null || previousNs === null ? null : timeNs - previousNs,
        event,
        connection: connectionOf(event),
        brackets: { client: partsOf(event, 'client', lanes.client), server: partsOf(event, 'server', lanes.server) },
        state: stateOf(event, states.get(event.kind === 'call' ? event.call.id : key)),
        oddSegment: (event.kind === 'packet' ? odd.get(event.packet.packet.number) : undefined) ?? null,
        index,
      }),
    );
    previousNs = timeNs ?? previousNs;
  }
  return rows;
}

interface TimedEvent {
  readonly event: LadderEvent;
  readonly timeNs: bigint | null;
}

/** Turns moments into events: a return straight after its entry makes the call one row. */
function* eventsOf(moments: readonly Moment[]): Generator<TimedEvent> {
  for (let i = 0; i < moments.length; i += 1) {
    const moment = moments[i];
    if (moment === undefined) return;
    if (moment.kind === 'enter' && isWhole(moment, moments[i + 1])) {
      if (!isPoint(moment.call)) i += 1;
      yield { event: { kind: 'call', part: 'whole', call: moment.call }, timeNs: moment.timeNs };
    } else {
      yield { event: eventOf(moment), timeNs: moment.timeNs };
    }
  }
}

function isWhole(enter: Moment & { kind: 'enter' | 'return' }, next: Moment | undefined): boolean {
  return isPoint(enter.call) || (next?.kind === 'return' && next.call === enter.call);
}

function eventOf(moment: Moment): LadderEvent {
  switch (moment.kind) {
    case 'packet':
      return { kind: 'packet', packet: moment.packet };
    case 'exit':
      return { kind: 'exit', exit: moment.exit };
    default:
      return { kind: 'call', part: moment.kind, call: moment.call };
  }
}

function keyOf(event: LadderEvent): string {
  switch (event.kind) {
    case 'packet':
      return `#${event.packet.packet.number}`;
    case 'exit':
      return `${event.exit.process}/exit`;
    case 'call':
      return event.part === 'return' ? `${event.call.id}/return` : event.call.id;
  }
}

function connectionOf(event: LadderEvent): number | null {
  if (event.kind === 'packet') return event.packet.packet.flow?.connection ?? null;
  return event.kind === 'call' ? event.call.connection : null;
}

function partsOf(event: LadderEvent, side: 'client' | 'server', rails: Rails): readonly BracketPart[] {
  if (event.kind === 'call' && event.call.role === side && event.part !== 'whole') {
    return event.part === 'enter' ? rails.open(event.call) : rails.close(event.call);
  }
  return isExitOf(event, side) ? rails.closeProcess(event.exit.process) : rails.inside();
}

function isExitOf(
  event: LadderEvent,
  side: 'client' | 'server',
): event is { readonly kind: 'exit'; readonly exit: TimelineExit } {
  return event.kind === 'exit' && event.exit.role === side;
}

/** State changes by the packet (`#4`) or call (`server-1#2`) that brings them. */
function statesByEvent(changes: readonly StateChange[]): ReadonlyMap<string, readonly StateChange[]> {
  const byEvent = new Map<string, StateChange[]>();
  for (const change of changes) {
    const { by } = change;
    const key = by.kind === 'packet' ? `#${by.packet}` : by.call;
    const known = byEvent.get(key);
    if (known === undefined) byEvent.set(key, [change]);
    else known.push(change);
  }
  return byEvent;
}

/** Most rows change no state, and share this. */
const NO_CHANGE: LadderRow['state'] = { client: null, server: null };

function stateOf(event: LadderEvent, changes: readonly StateChange[] | undefined): LadderRow['state'] {
  if (changes === undefined) return NO_CHANGE;
  const last = (side: 'client' | 'server'): TcpState | null =>
    changes.findLast((change) => change.side === side && isAt(event, change))?.state ?? null;
  return { client: last('client'), server: last('server') };
}

/** A call that is one row brings the changes of its entry and of its return. */
function isAt(event: LadderEvent, { by }: StateChange): boolean {
  return event.kind !== 'call' || event.part === 'whole' || (by.kind === 'call' && by.at === event.part);
}
