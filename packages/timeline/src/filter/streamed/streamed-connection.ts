import type { CapturedPacket, Connection } from '@sockscope/capture';
import type { TimelinePacket } from '../../model';
import { RST, SYN } from '../../tcp-flags';
import { NO_OWNER } from './nothing-joined';

const UNSEEN: Connection['handshake'] = {
  outcome: 'unseen',
  syn: null,
  synAck: null,
  ack: null,
  synRetransmissions: 0,
  synAckRetransmissions: 0,
};
const OPEN: Connection['close'] = { kind: 'open', clientFin: null, serverFin: null, reset: null };

/**
 * What the fields of a packet need to know of its connection, as far as its packets were read: the segments by which its
 * numbers are counted, one of each end.
 */
export class StreamedConnection {
  /** A new object whenever more of its beginning is known. */
  connection: Connection;
  private readonly begun = new Map<boolean, TimelinePacket>();

  constructor(first: CapturedPacket) {
    const source = { address: first.source ?? '', port: first.sourcePort ?? 0 };
    const destination = { address: first.destination ?? '', port: first.destinationPort ?? 0 };
    const isFromClient = first.flow?.fromClient === true;
    const mark = { packet: first.number, timestampNs: first.timestampNs };
    this.connection = {
      index: first.flow?.connection ?? 0,
      protocol: first.tcp === null ? 'udp' : 'tcp',
      client: isFromClient ? source : destination,
      server: isFromClient ? destination : source,
      clientKnownBy: 'syn',
      ...{ firstPacket: mark, lastPacket: mark, copies: 0 },
      packetCount: { clientToServer: 0, serverToClient: 0 },
      payloadBytes: { clientToServer: 0, serverToClient: 0 },
      ...{ handshake: UNSEEN, close: OPEN, packets: [] },
    };
  }

  /** Takes the next packet of the connection. */
  add(packet: CapturedPacket): void {
    const { tcp, flow } = packet;
    if (tcp === null || flow === null || (tcp.flags & RST) !== 0) return;
    this.addBytes(flow);
    const known = this.begun.get(flow.fromClient)?.packet;
    const isSyn = (tcp.flags & SYN) !== 0;
    const isBetter = known === undefined || (!isSyn && flow.stream !== null && isBare(known));
    if (!isBetter && !(isSyn && !isSynOf(known))) return;
    this.begun.set(flow.fromClient, { packet: withoutOptions(packet), owner: NO_OWNER });
    this.connection = { ...this.connection, handshake: this.handshake(), packets: this.numbers() };
  }

  /** A segment by which the numbers of one of its ends are counted. */
  packet(number: number): TimelinePacket | undefined {
    return [...this.begun.values()].find(({ packet }) => packet.number === number);
  }

  private addBytes({ fromClient, stream }: NonNullable<CapturedPacket['flow']>): void {
    if (stream === null) return;
    const bytes: { clientToServer: number; serverToClient: number } = this.connection.payloadBytes;
    if (fromClient) bytes.clientToServer = Math.max(bytes.clientToServer, stream.to);
    else bytes.serverToClient = Math.max(bytes.serverToClient, stream.to);
  }

  private numbers(): number[] {
    return [...this.begun.values()].map(({ packet }) => packet.number);
  }

  private handshake(): Connection['handshake'] {
    const marked = (fromClient: boolean): Connection['handshake']['syn'] => {
      const packet = this.begun.get(fromClient)?.packet;
      return packet !== undefined && isSynOf(packet)
        ? { packet: packet.number, timestampNs: packet.timestampNs }
        : null;
    };
    return { ...UNSEEN, syn: marked(true), synAck: marked(false) };
  }
}

function isSynOf({ tcp }: CapturedPacket): boolean {
  return tcp !== null && (tcp.flags & SYN) !== 0;
}

/** Numbers are counted back from the first data, where there is no SYN. */
function isBare(packet: CapturedPacket): boolean {
  return !isSynOf(packet) && packet.flow?.stream === null;
}

/** It is kept as long as the capture is read. */
function withoutOptions(packet: CapturedPacket): CapturedPacket {
  return packet.tcp === null ? packet : { ...packet, tcp: { ...packet.tcp, options: [] } };
}
