import type { LadderRow } from './row';
import { callData, packetData } from './row-data';
import { callNote, packetNote } from './row-note';
import { partsOf } from './rails';
import { keyOf, type RowTable } from './row-table';

/** A row of a table, each part of which is made when it is read. */
export class TableRow implements LadderRow {
  readonly event: LadderRow['event'];
  readonly #table: RowTable;
  readonly #place: number;

  constructor(table: RowTable, place: number) {
    this.event = table.eventAt(place);
    this.#table = table;
    this.#place = place;
  }

  get key(): string {
    return keyOf(this.event);
  }

  get timeNs(): bigint | null {
    return this.#table.timeAt(this.#place);
  }

  get deltaNs(): bigint | null {
    const { timeNs } = this;
    if (timeNs === null) return null;
    for (let before = this.#place - 1; before >= 0; before--) {
      const beforeNs = this.#table.timeAt(before);
      if (beforeNs !== null) return timeNs - beforeNs;
    }
    return null;
  }

  get connection(): number | null {
    const { event } = this;
    if (event.kind === 'packet') return event.packet.packet.flow?.connection ?? null;
    return event.kind === 'call' ? event.call.connection : null;
  }

  get brackets(): LadderRow['brackets'] {
    const partsAt = (side: 'client' | 'server') => partsOf(this.#table.railsAt(this.#place, side));
    return { client: partsAt('client'), server: partsAt('server') };
  }

  get state(): LadderRow['state'] {
    return this.#table.stateOf(this.event);
  }

  get oddSegment(): LadderRow['oddSegment'] {
    return this.#table.oddSegmentOf(this.event);
  }

  get note(): string {
    const { event } = this;
    const { index } = this.#table;
    if (event.kind === 'packet') return packetNote(event.packet, this.oddSegment, index);
    return event.kind === 'call' ? callNote(event.call, event.part, index) : `${event.exit.process} ${event.exit.text}`;
  }

  get data(): Uint8Array | null {
    const { event } = this;
    if (event.kind === 'packet') return packetData(event.packet, this.#table.index);
    return event.kind === 'call' ? callData(event.call, event.part) : null;
  }
}
