import type { Packet, TcpFields } from '../wire/packet';
import { TCP_FLAG } from '../wire/tcp-flags';
import { CloseTracker } from './close-tracker';
import type { Connection, PacketFlow } from './connection';
import { HandshakeTracker } from './handshake-tracker';
import { markOf } from './packet-mark';
import type { Participants } from './participants';
import { isSelfAddressed, PacketTally } from './participants';
import type { TcpPacket } from './segment';
import { placeSegment, recordSegment, synchronize } from './segment';
import { SequenceSpace } from './sequence-space';

/**
 * One TCP connection as its packets arrive. Where a socket is connected to itself both ends are one: they share one
 * sequence space, only its SYN-ACK counts as the server's, and its one FIN is both ends'.
 */
export class TcpConnection {
  private readonly tally: PacketTally;
  private readonly isSelfConnected: boolean;
  private readonly client = new SequenceSpace();
  private readonly server: SequenceSpace;
  private readonly handshake = new HandshakeTracker();
  private readonly close: CloseTracker;

  constructor(index: number, participants: Participants) {
    this.tally = new PacketTally(index, participants);
    this.isSelfConnected = isSelfAddressed(participants);
    this.server = this.isSelfConnected ? this.client : new SequenceSpace();
    this.close = new CloseTracker(this.isSelfConnected);
  }

  /** Tells whether a segment between the same endpoints belongs here; a SYN with a new ISN opens another connection. */
  accepts(packet: TcpPacket): boolean {
    if ((packet.tcp.flags & TCP_FLAG.syn) === 0) {
      return true;
    }
    const { own, other } = this.spaces(this.isFromClient(packet));
    if (own.isn === packet.tcp.sequence) {
      return true;
    }
    return (packet.tcp.flags & TCP_FLAG.ack) === 0
      ? this.acceptsSyn(packet.tcp, own, other)
      : this.acceptsSynAck(packet.tcp, own, other);
  }

  private acceptsSyn({ sequence }: TcpFields, own: SequenceSpace, other: SequenceSpace): boolean {
    if (own.isn !== null || other.isn === null || this.close.hasReset) {
      return false;
    }
    const isSimultaneousOpen = !this.handshake.hasSynAck;
    const isCapturedAfterItsAnswer = this.handshake.hasSynAck && own.offsetOf(sequence) === -1;
    return isSimultaneousOpen || isCapturedAfterItsAnswer;
  }

  /** A server that lost its state answers the same SYN with another ISN; once acknowledged, an ISN stands. */
  private acceptsSynAck({ acknowledgment }: TcpFields, own: SequenceSpace, other: SequenceSpace): boolean {
    const isFirstOrAnew = own.isn === null || !this.handshake.isAcknowledged;
    return isFirstOrAnew && other.isAcknowledgedBy(acknowledgment);
  }

  add(packet: TcpPacket): PacketFlow {
    const { tcp } = packet;
    const fromClient = this.isFromClient(packet);
    const { own, other } = this.spaces(fromClient);
    synchronize(tcp, own, other);
    const place = placeSegment(packet, own, other);
    if (fromClient) {
      this.handshake.addFromClient(packet, tcp, other);
    } else {
      this.handshake.addFromServer(packet, tcp, other);
    }
    this.close.add({
      mark: markOf(packet),
      fromClient,
      hasFin: (tcp.flags & TCP_FLAG.fin) !== 0,
      hasReset: (tcp.flags & TCP_FLAG.rst) !== 0,
      acknowledgesFin: place.acknowledgesFin,
    });
    recordSegment(packet, own, place.stream);
    this.tally.add(packet.number, fromClient);
    return { connection: this.tally.index, fromClient, ...place, datagram: null, isIcmpError: false };
  }

  /** Takes an ICMP error that quotes a packet from `source`; its sender counts as the other end. */
  addIcmpError(packet: Packet, quotesClient: boolean): PacketFlow {
    if (quotesClient) {
      this.handshake.addIcmpErrorToClient();
    }
    return this.tally.addIcmpError(packet.number, quotesClient);
  }

  snapshot(): Connection {
    return {
      ...this.tally.snapshot('tcp'),
      payloadBytes: {
        clientToServer: this.client.payloadBytes,
        serverToClient: this.isSelfConnected ? 0 : this.server.payloadBytes,
      },
      handshake: this.handshake.snapshot(),
      close: this.close.snapshot(),
    };
  }

  /** Tells whether a packet, or a quoted one, is the client's. */
  isSentByClient({ source, sourcePort }: Pick<Packet, 'source' | 'sourcePort'>): boolean {
    return this.tally.isClient(source, sourcePort);
  }

  private isFromClient(packet: TcpPacket): boolean {
    const synAck = TCP_FLAG.syn | TCP_FLAG.ack;
    return this.isSelfConnected ? (packet.tcp.flags & synAck) !== synAck : this.isSentByClient(packet);
  }

  private spaces(fromClient: boolean): { own: SequenceSpace; other: SequenceSpace } {
    return fromClient ? { own: this.client, other: this.server } : { own: this.server, other: this.client };
  }
}
