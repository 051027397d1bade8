import type { StateChange, TcpState, TimelineCall } from '../model';
import { isPoint, MOMENT, orderedMoments } from './moments';
import type { OrderedMoments, RowEvents } from './moments';
import { Rails } from './rails';
import type { LadderEvent, LadderRow } from './row';
import type { RowMarks } from './row-marks';
import type { TimelineIndex } from './timeline-index';

/** Rows beside those of MOMENT: a call that is one row. */
const WHOLE = 4;

type Side = 'client' | 'server';

/** The rows of a ladder in columns: what each shows is worked out when it is read. Its time grows with the number of rows. */
export class RowTable {
  readonly length: number;
  readonly index: TimelineIndex;
  readonly #events: RowEvents;
  /** Of each row: one of MOMENT or WHOLE, and the place of its call, packet or exit. */
  readonly #kinds: Uint8Array;
  readonly #places: Uint32Array;
  readonly #rails: Readonly<Record<Side, Float64Array>>;
  readonly #makeMarks: () => RowMarks;
  #knownMarks: RowMarks | null = null;
  #rows: RowsByPlace | null = null;

  constructor(events: RowEvents, index: TimelineIndex, makeMarks: () => RowMarks) {
    this.#events = events;
    this.#makeMarks = makeMarks;
    this.index = index;
    const moments = orderedMoments(events, index);
    this.#kinds = new Uint8Array(moments.length);
    this.#places = new Uint32Array(moments.length);
    this.length = this.#fill(moments);
    this.#rails = this.#drawnRails();
  }

  eventAt(row: number): LadderEvent {
    const { calls, packets, exits } = this.#events;
    const place = this.#places[row] ?? 0;
    switch (this.#kinds[row]) {
      case MOMENT.packet:
        return { kind: 'packet', packet: packets[place] as (typeof packets)[number] };
      case MOMENT.exit:
        return { kind: 'exit', exit: exits[place] as (typeof exits)[number] };
      default:
        return { kind: 'call', part: this.#partAt(row), call: calls[place] as TimelineCall };
    }
  }

  timeAt(row: number): bigint | null {
    const event = this.eventAt(row);
    if (event.kind === 'packet') return event.packet.packet.timestampNs;
    if (event.kind === 'exit') return event.exit.timeNs;
    return event.part === 'return' ? event.call.call.returnNs : event.call.call.enterNs;
  }

  /** The number of a row's brackets in a lane; see partsOf(). */
  railsAt(row: number, side: Side): number {
    return this.#rails[side][row] ?? 0;
  }

  stateOf(event: LadderEvent): LadderRow['state'] {
    const changes = this.#marks.changesOf(event);
    return changes.length === 0 ? NO_CHANGE : stateAt(event, changes);
  }

  oddSegmentOf(event: LadderEvent): LadderRow['oddSegment'] {
    return this.#marks.oddSegmentOf(event);
  }

  /** Made when a row is drawn first. */
  get #marks(): RowMarks {
    return (this.#knownMarks ??= this.#makeMarks());
  }

  /** Gives the row with this key; null: there is none. */
  rowOfKey(key: string): number | null {
    return key.startsWith('#') ? this.#rowOfPacketNumber(Number(key.slice(1))) : this.#rowOfCallOrExit(key);
  }

  #partAt(row: number): 'whole' | 'enter' | 'return' {
    const kind = this.#kinds[row];
    return kind === WHOLE ? 'whole' : kind === MOMENT.enter ? 'enter' : 'return';
  }

  /** Turns moments into rows: a return straight after its entry makes the call one row. Gives how many there are. */
  #fill({ kinds, places, length }: OrderedMoments): number {
    const { calls } = this.#events;
    let row = 0;
    for (let at = 0; at < length; at++, row++) {
      const place = places[at] ?? 0;
      this.#places[row] = place;
      this.#kinds[row] = kinds[at] ?? 0;
      if (kinds[at] !== MOMENT.enter) continue;
      const call = calls[place];
      const returnsNext = kinds[at + 1] === MOMENT.return && places[at + 1] === place;
      if (!returnsNext && !(call && isPoint(call))) continue;
      this.#kinds[row] = WHOLE;
      if (returnsNext) at += 1;
    }
    return row;
  }

  #drawnRails(): Readonly<Record<Side, Float64Array>> {
    const { calls, exits } = this.#events;
    const lanes = { client: new Rails(), server: new Rails() };
    const rails = { client: new Float64Array(this.length), server: new Float64Array(this.length) };
    for (let row = 0; row < this.length; row++) {
      const place = this.#places[row] ?? 0;
      const kind = this.#kinds[row];
      const isBracket = kind === MOMENT.enter || kind === MOMENT.return;
      const call = isBracket ? calls[place] : undefined;
      const exit = kind === MOMENT.exit ? exits[place] : undefined;
      const own = call?.role ?? exit?.role;
      rails.client[row] = lanes.client.inside();
      rails.server[row] = lanes.server.inside();
      if (own === undefined) continue;
      if (exit) rails[own][row] = lanes[own].closeProcess(exit.process);
      else if (kind === MOMENT.return) rails[own][row] = lanes[own].close(place);
      else rails[own][row] = lanes[own].open({ call: place, process: call?.process ?? null });
    }
    return rails;
  }

  #rowOfPacketNumber(number: number): number | null {
    const { packets } = this.#events;
    const place = firstPlace(packets.length, (at) => (packets[at]?.packet.number ?? Infinity) >= number);
    return packets[place]?.packet.number === number ? (this.#rowsByPlace.packets[place] ?? null) : null;
  }

  #rowOfCallOrExit(key: string): number | null {
    const [, id = key, ending = ''] = /^(.*?)(\/return|\/exit)?$/s.exec(key) ?? [];
    if (ending === '/exit') return this.#rowOfExit(id);
    const place = this.#placeOfCall(id);
    if (place === null) return null;
    const row = (ending === '' ? this.#rowsByPlace.enters : this.#rowsByPlace.returns)[place];
    return row === undefined || row === NO_ROW ? null : row;
  }

  #rowOfExit(process: string): number | null {
    const place = this.#events.exits.findIndex((exit) => exit.process === process);
    return place < 0 ? null : (this.#rowsByPlace.exits[place] ?? null);
  }

  /** Calls stand in order of entry; should they not, all are looked at. */
  #placeOfCall(id: string): number | null {
    const { calls } = this.#events;
    const enterNs = this.index.callById.get(id)?.call.enterNs;
    if (enterNs === undefined) return null;
    for (let at = firstPlace(calls.length, (place) => (calls[place]?.call.enterNs ?? 0n) >= enterNs); ; at++) {
      if (calls[at]?.id === id) return at;
      if (calls[at]?.call.enterNs !== enterNs) break;
    }
    const place = calls.findIndex((call) => call.id === id);
    return place < 0 ? null : place;
  }

  get #rowsByPlace(): RowsByPlace {
    return (this.#rows ??= this.#placedRows());
  }

  #placedRows(): RowsByPlace {
    const { calls, packets, exits } = this.#events;
    const none = (length: number) => new Uint32Array(length).fill(NO_ROW);
    const enters = none(calls.length);
    const rows = { packets: none(packets.length), exits: none(exits.length), enters, returns: none(calls.length) };
    const columns = { [MOMENT.enter]: enters, [MOMENT.packet]: rows.packets, [MOMENT.return]: rows.returns };
    const all: Readonly<Record<number, Uint32Array>> = { ...columns, [MOMENT.exit]: rows.exits, [WHOLE]: enters };
    for (let row = 0; row < this.length; row++) {
      const column = all[this.#kinds[row] ?? 0];
      if (column) column[this.#places[row] ?? 0] = row;
    }
    return rows;
  }
}

/** No row: there are never so many. */
const NO_ROW = 0xffffffff;

/** The rows of events by the events' places. */
interface RowsByPlace {
  readonly packets: Uint32Array;
  readonly exits: Uint32Array;
  /** Also of calls that are one row. */
  readonly enters: Uint32Array;
  readonly returns: Uint32Array;
}

/** Gives the first place from which on `isReached` is true; `length` where it never is. */
function firstPlace(length: number, isReached: (place: number) => boolean): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isReached(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Gives a row's key: the same for the same event while a live timeline grows. */
export function keyOf(event: LadderEvent): string {
  switch (event.kind) {
    case 'packet':
      return `#${event.packet.packet.number}`;
    case 'exit':
      return `${event.exit.process}/exit`;
    case 'call':
      return event.part === 'return' ? `${event.call.id}/return` : event.call.id;
  }
}

/** Most rows change no state, and share this. */
const NO_CHANGE: LadderRow['state'] = { client: null, server: null };

function stateAt(event: LadderEvent, changes: readonly StateChange[]): LadderRow['state'] {
  const last = (side: Side): TcpState | null =>
    changes.findLast((change) => change.side === side && isAt(event, change))?.state ?? null;
  return { client: last('client'), server: last('server') };
}

/** A call that is one row brings the changes of its entry and of its return. */
function isAt(event: LadderEvent, { by }: StateChange): boolean {
  return event.kind !== 'call' || event.part === 'whole' || (by.kind === 'call' && by.at === event.part);
}
