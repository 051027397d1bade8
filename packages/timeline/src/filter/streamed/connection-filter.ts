import type { CapturedPacket, ConnectionSummary } from '@sockscope/capture';
import type { HandshakePhases } from '../../model';
import { packetPhases } from '../../phases/packet-phases';
import { compileFilter, type RowTest } from '../compile-filter';
import type { Filter } from '../filter';
import type { FilterSource } from '../filter-field';
import { lone, loneIndex, loneTimeline, NO_ANOMALIES } from './nothing-joined';
import { packetRow } from './packet-row';

/**
 * Judges connections one by one by the fields of CONNECTION_FILTER_FIELDS. What asks for a direction (`ip.src`, `srcport`) asks for the
 * one from the client to the server, and `time` for when its first packet came, after that of the first connection.
 *
 * @example
 * const filter = new ConnectionFilter(reading.filter);
 * for (const connection of await capture.connections()) if (filter.passes(connection)) console.log(connectionLine(connection));
 */
export class ConnectionFilter implements FilterSource {
  readonly anomalies = NO_ANOMALIES;
  readonly timeline: FilterSource['timeline'];
  readonly index = loneIndex({ get: () => undefined });
  originNs: bigint | null = null;
  private readonly connections: ReturnType<typeof lone>[] = [];
  private readonly test: RowTest;

  constructor(filter: Filter) {
    this.timeline = loneTimeline(this.connections);
    this.test = compileFilter(filter, this);
  }

  /** @param phases As the join gives them; left out: as far as its packets tell. */
  passes(connection: ConnectionSummary, phases: HandshakePhases = packetPhases(connection)): boolean {
    this.originNs ??= connection.firstPacket.timestampNs;
    this.connections[0] = lone({ ...connection, packets: [] }, phases);
    return this.test(packetRow(firstPacketOf(connection), null));
  }
}

/** A packet that has of the connection what fields of packets ask for. */
function firstPacketOf({ protocol, client, server, firstPacket }: ConnectionSummary): CapturedPacket {
  return {
    number: firstPacket.packet,
    timestampNs: firstPacket.timestampNs,
    ...{ wireBytes: 0, capturedBytes: 0, frameOffset: 0, linkType: 0, ipProtocol: null, payloadBytes: null },
    ...{ source: client.address, sourcePort: client.port, destination: server.address, destinationPort: server.port },
    ...{ protocol, tcp: null, icmp: null, problem: null },
    flow: {
      ...{ connection: 0, fromClient: true, stream: null, acknowledgedBytes: null, acknowledgesFin: false },
      ...{ isRetransmission: false, datagram: null, isIcmpError: false },
    },
  };
}
