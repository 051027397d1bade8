import type { OddSegment, StateChange, Timeline } from '../model';
import type { LadderEvent } from './row';

/** What the connections of a ladder say of its rows. */
export interface RowMarks {
  changesOf(event: LadderEvent): readonly StateChange[];
  oddSegmentOf(event: LadderEvent): OddSegment | null;
}

interface Marked {
  readonly states: readonly StateChange[];
  readonly oddSegments: readonly OddSegment[];
}

/** A listener's calls stand in each of its connections, and these say the same of them. */
const MOST_ASKED = 8;

const NONE: readonly StateChange[] = [];

/** Gives what one connection says. */
export function marksOf({ states, oddSegments }: Marked): RowMarks {
  const changes = changesByEvent(states);
  const odd = new Map(oddSegments.map((segment) => [segment.packet, segment]));
  return {
    changesOf: (event) => changes.get(eventKey(event)) ?? NONE,
    oddSegmentOf: (event) => (event.kind === 'packet' ? odd.get(event.packet.packet.number) : undefined) ?? null,
  };
}

/** Gives what all connections say: of each only when one of its rows is read. */
export function marksOfAll(connections: Timeline['connections']): RowMarks {
  const known = new Map<number, RowMarks>();
  const marksAt = (at: number): RowMarks => {
    const marks = known.get(at) ?? marksOf(connections[at] ?? { states: [], oddSegments: [] });
    known.set(at, marks);
    return marks;
  };
  return {
    changesOf: (event) => connectionsOf(event).flatMap((at) => marksAt(at).changesOf(event)),
    oddSegmentOf(event) {
      const [at] = event.kind === 'packet' ? connectionsOf(event) : [];
      return at === undefined ? null : marksAt(at).oddSegmentOf(event);
    },
  };
}

function connectionsOf(event: LadderEvent): readonly number[] {
  if (event.kind === 'exit') return [];
  if (event.kind === 'call') return event.call.shownIn.slice(-MOST_ASKED);
  const { flow } = event.packet.packet;
  return flow === null ? [] : [flow.connection];
}

/** State changes by the packet (`#4`) or call (`server-1#2`) that brings them. */
function changesByEvent(changes: readonly StateChange[]): ReadonlyMap<string, readonly StateChange[]> {
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

function eventKey(event: LadderEvent): string {
  if (event.kind === 'call') return event.call.id;
  return event.kind === 'packet' ? `#${event.packet.packet.number}` : '';
}
