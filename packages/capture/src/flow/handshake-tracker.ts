import type { Packet, TcpFields } from '../wire/packet';
import { TCP_FLAG } from '../wire/tcp-flags';
import type { Handshake, HandshakeOutcome, PacketMark } from './connection';
import { markOf } from './packet-mark';
import type { SequenceSpace } from './sequence-space';

/** A handshake of which nothing was seen; that of every UDP exchange. */
export const UNSEEN_HANDSHAKE: Handshake = {
  outcome: 'unseen',
  syn: null,
  synAck: null,
  ack: null,
  synRetransmissions: 0,
  synAckRetransmissions: 0,
};

/** Follows the three-way handshake of one connection (RFC 9293 §3.5). */
export class HandshakeTracker {
  private syn: PacketMark | null = null;
  private synAck: PacketMark | null = null;
  private ack: PacketMark | null = null;
  private synRetransmissions = 0;
  private synAckRetransmissions = 0;
  private isRefused = false;
  private isAnswered = false;

  get isUnseen(): boolean {
    return this.syn === null && this.synAck === null;
  }

  get hasSynAck(): boolean {
    return this.synAck !== null;
  }

  get isAcknowledged(): boolean {
    return this.ack !== null;
  }

  /** Takes the client's next segment; `server` is the sequence space of the other end. */
  addFromClient(packet: Packet, tcp: TcpFields, server: SequenceSpace): void {
    const control = tcp.flags & (TCP_FLAG.syn | TCP_FLAG.ack | TCP_FLAG.rst);
    if (control === TCP_FLAG.syn) {
      this.synRetransmissions += this.syn === null ? 0 : 1;
      this.syn ??= markOf(packet);
    } else if (control === TCP_FLAG.ack && this.ack === null && this.synAck !== null) {
      this.ack = server.offsetOf(tcp.acknowledgment) >= 0 ? markOf(packet) : null;
    }
  }

  /** Takes the server's next segment; `client` is the sequence space of the other end. */
  addFromServer(packet: Packet, tcp: TcpFields, client: SequenceSpace): void {
    this.isAnswered = true;
    const control = tcp.flags & (TCP_FLAG.syn | TCP_FLAG.ack | TCP_FLAG.rst);
    if (control === (TCP_FLAG.syn | TCP_FLAG.ack)) {
      this.synAckRetransmissions += this.synAck === null ? 0 : 1;
      this.synAck ??= markOf(packet);
    } else if (control === (TCP_FLAG.rst | TCP_FLAG.ack) && this.isWaiting) {
      // RFC 9293 §3.10.7.3: in SYN-SENT a reset counts only if it acknowledges the SYN.
      this.isRefused ||= client.isAcknowledgedBy(tcp.acknowledgment);
    }
  }

  /** An ICMP error quotes one of the client's packets. */
  addIcmpErrorToClient(): void {
    this.isAnswered = true;
    this.isRefused ||= this.isWaiting;
  }

  private get isWaiting(): boolean {
    return this.syn !== null && this.synAck === null;
  }

  snapshot(): Handshake {
    const { syn, synAck, ack, synRetransmissions, synAckRetransmissions } = this;
    return { outcome: this.outcome(), syn, synAck, ack, synRetransmissions, synAckRetransmissions };
  }

  private outcome(): HandshakeOutcome {
    if (this.isUnseen) {
      return 'unseen';
    }
    if (this.synAck !== null) {
      return this.syn !== null && this.ack !== null ? 'complete' : 'partial';
    }
    if (this.isRefused) {
      return 'refused';
    }
    return this.isAnswered ? 'partial' : 'unanswered';
  }
}
