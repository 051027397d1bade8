import type { ConnectionSummary } from './connection';
import type { ConnectionList } from './connection-list';
import { ConnectionRow } from './connection-row';
import type { ConnectionRows } from './connection-rows';
import { spreadOfRow } from './flow-key';
import { isInPart, type FlowPart } from './flow-part';
import { readConnection } from './read-connection';
import { MARK, ROW } from './row-layout';

/** The connections that two tables found in the same capture, each in its half of the flows, as one would have found them. */
export class MergedConnections implements ConnectionList {
  private readonly row = new ConnectionRow();
  private readonly tables: readonly [ConnectionRows, ConnectionRows];
  /** For each connection twice its index in its table, and 1 if that is the second. */
  private readonly places: number[] = [];

  /** @param first Of these, only rows of part 0 count. */
  constructor(first: ConnectionRows, second: ConnectionRows) {
    this.tables = [first, second];
    let other = 0;
    for (let one = 0; one < first.count; one++) {
      if (isRowInPart(first, one, 0)) {
        while (other < second.count && packetOf(second, other) < packetOf(first, one)) {
          this.places.push(2 * other + 1);
          other += 1;
        }
        this.places.push(2 * one);
      }
    }
    for (; other < second.count; other++) {
      this.places.push(2 * other + 1);
    }
  }

  get connectionCount(): number {
    return this.places.length;
  }

  connection(index: number): ConnectionSummary {
    const place = this.places[index] ?? NaN;
    const rows = this.tables[place % 2 === 0 ? 0 : 1];
    const inTable = Math.floor(place / 2);
    this.row.moveTo(rows.pageOf(inTable), rows.offsetOf(inTable));
    return readConnection(this.row, index);
  }

  *connections(): Generator<ConnectionSummary> {
    for (let index = 0; index < this.connectionCount; index++) {
      yield this.connection(index);
    }
  }
}

/** Number of a connection's first packet. */
function packetOf(rows: ConnectionRows, index: number): number {
  return rows.pageOf(index).getUint32(rows.offsetOf(index) + ROW.firstPacket + MARK.packet, true);
}

function isRowInPart(rows: ConnectionRows, index: number, part: FlowPart): boolean {
  return isInPart(spreadOfRow(rows.pageOf(index), rows.offsetOf(index)), part);
}
