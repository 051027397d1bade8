import type { LadderRow } from './row';
import { callData, packetData } from './row-data';
import { callNote, packetNote } from './row-note';
import type { TimelineIndex } from './timeline-index';

/**
 * A row whose note and data are made when they are read. A ladder of a hundred thousand rows shows some thirty at a time, and
 * the texts of all of them would be most of its time and memory.
 */
export class EventRow implements LadderRow {
  readonly key: LadderRow['key'];
  readonly timeNs: LadderRow['timeNs'];
  readonly deltaNs: LadderRow['deltaNs'];
  readonly event: LadderRow['event'];
  readonly connection: LadderRow['connection'];
  readonly brackets: LadderRow['brackets'];
  readonly state: LadderRow['state'];
  readonly oddSegment: LadderRow['oddSegment'];
  readonly #index: TimelineIndex;

  constructor(row: Omit<LadderRow, 'note' | 'data'> & { readonly index: TimelineIndex }) {
    this.key = row.key;
    this.timeNs = row.timeNs;
    this.deltaNs = row.deltaNs;
    this.event = row.event;
    this.connection = row.connection;
    this.brackets = row.brackets;
    this.state = row.state;
    this.oddSegment = row.oddSegment;
    this.#index = row.index;
  }

  get note(): string {
    const { event } = this;
    if (event.kind === 'packet') return packetNote(event.packet, this.oddSegment, this.#index);
    return event.kind === 'call'
      ? callNote(event.call, event.part, this.#index)
      : `${event.exit.process} ${event.exit.text}`;
  }

  get data(): Uint8Array | null {
    const { event } = this;
    if (event.kind === 'packet') return packetData(event.packet, this.#index);
    return event.kind === 'call' ? callData(event.call, event.part) : null;
  }
}
