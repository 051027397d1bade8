import type { CapturedPacket } from '@sockscope/capture';
import type { TimelineIndex } from '../../ladder/timeline-index';
import { compileFilter, type RowTest } from '../compile-filter';
import type { Filter } from '../filter';
import type { FilterSource } from '../filter-field';
import { lone, loneIndex, loneTimeline, NO_ANOMALIES, NO_PHASES } from './nothing-joined';
import { packetRow } from './packet-row';
import { StreamedConnection } from './streamed-connection';

/**
 * Judges the packets of a capture one by one as they are read, without joining them: by the fields of
 * PACKET_FILTER_FIELDS. Memory grows with connections. All packets are to be given, in order.
 *
 * @example
 * const filter = new PacketFilter(reading.filter);
 * for await (const packet of capture.packets()) if (filter.passes(packet, packet.frame)) console.log(packetLine(packet));
 */
export class PacketFilter implements FilterSource {
  readonly anomalies = NO_ANOMALIES;
  readonly timeline: FilterSource['timeline'];
  readonly index: TimelineIndex;
  originNs: bigint | null = null;
  private readonly connections: ReturnType<typeof lone>[] = [];
  private readonly streamed: StreamedConnection[] = [];
  private readonly test: RowTest;
  private previousNs: bigint | null = null;
  private bytes: Uint8Array | null = null;
  private current = -1;

  constructor(filter: Filter) {
    this.timeline = loneTimeline(this.connections);
    this.index = loneIndex({ get: (number) => this.streamed[this.current]?.packet(number) });
    this.test = compileFilter(filter, this);
  }

  /** The captured bytes of the packet that is judged. */
  readonly frame = (): Uint8Array | null => this.bytes;

  /** Takes the next packet and tells whether it passes. */
  passes(packet: CapturedPacket, frame: Uint8Array): boolean {
    const { timestampNs } = packet;
    this.originNs ??= timestampNs;
    this.bytes = frame;
    this.learn(packet);
    const { previousNs } = this;
    const passes = this.test(
      packetRow(packet, timestampNs === null || previousNs === null ? null : timestampNs - previousNs),
    );
    this.previousNs = timestampNs ?? previousNs;
    return passes;
  }

  private learn(packet: CapturedPacket): void {
    this.current = packet.flow?.connection ?? -1;
    if (this.current < 0) return;
    const known = (this.streamed[this.current] ??= new StreamedConnection(packet));
    const before = this.connections[this.current]?.connection;
    known.add(packet);
    if (known.connection !== before) this.connections[this.current] = lone(known.connection, NO_PHASES);
  }
}
