import type { CapturedPacket, PacketFlow, StreamInterval, TcpFields } from '@sockscope/capture';
import { FIN, PSH, RST, SYN, ACK } from '../tcp-flags';
import { Arrivals } from './arrivals';

/** A packet of a TCP connection: its header and its place are known. */
export interface Segment {
  readonly packet: CapturedPacket;
  readonly tcp: TcpFields;
  readonly flow: PacketFlow;
  readonly payloadBytes: number;
  readonly isSyn: boolean;
  readonly isAck: boolean;
  readonly isFin: boolean;
  readonly isReset: boolean;
  readonly isPush: boolean;
}

/** The packet as a segment; null for an ICMP error about the connection. */
export function segmentOf(packet: CapturedPacket): Segment | null {
  const { tcp, flow } = packet;
  if (tcp === null || flow === null || flow.isIcmpError) {
    return null;
  }
  return {
    packet,
    tcp,
    flow,
    payloadBytes: packet.payloadBytes ?? 0,
    isSyn: (tcp.flags & SYN) !== 0,
    isAck: (tcp.flags & ACK) !== 0,
    isFin: (tcp.flags & FIN) !== 0,
    isReset: (tcp.flags & RST) !== 0,
    isPush: (tcp.flags & PSH) !== 0,
  };
}

/** Data that waits for its acknowledgment. */
interface Unacknowledged {
  readonly from: number;
  readonly to: number;
  /** When it was sent last. */
  timeNs: bigint | null;
}

/** What one end of a connection has sent so far, in capture order. */
export class TcpTrack {
  readonly arrivals = new Arrivals();
  /** Its first FIN and its first RST. */
  fin: CapturedPacket | null = null;
  reset: CapturedPacket | null = null;
  /** When its FIN was sent last. */
  lastFinNs: bigint | null = null;
  synAckSeen = false;
  /** Bytes of the other end's stream, and whether its FIN, that this end has acknowledged. */
  acknowledgedBytes = 0;
  acknowledgedFin = false;
  /** The window in this end's last segment, as on the wire; null before the first one after the SYN. */
  windowBytes: number | null = null;
  /** What this end's last segment asked for an answer to; null if it was no probe. */
  asked: 'keep-alive' | 'zero-window-probe' | null = null;
  private readonly unacknowledged: Unacknowledged[] = [];
  private firstUnacknowledged = 0;

  /** Remembers a segment of this end. */
  sent(segment: Segment): void {
    const { packet, tcp, flow, isSyn, isFin, isReset } = segment;
    if (flow.stream !== null && !flow.isRetransmission) {
      this.arrivals.add(flow.stream.from, flow.stream.to, packet.number);
      this.unacknowledged.push({ ...flow.stream, timeNs: packet.timestampNs });
    } else if (flow.stream !== null) {
      this.sentAgain(flow.stream, packet.timestampNs);
    }
    this.fin ??= isFin ? packet : null;
    this.lastFinNs = isFin ? packet.timestampNs : this.lastFinNs;
    this.reset ??= isReset ? packet : null;
    this.synAckSeen ||= isSyn && segment.isAck;
    this.windowBytes = isSyn || isReset ? this.windowBytes : tcp.windowBytes;
    this.acknowledgedBytes = Math.max(this.acknowledgedBytes, flow.acknowledgedBytes ?? 0);
    this.acknowledgedFin ||= flow.acknowledgesFin;
  }

  /**
   * The other end acknowledged this end's bytes before `to`.
   *
   * @returns when the first byte that is newly acknowledged was sent last; null where that is not known
   */
  acknowledgedTo(to: number): bigint | null {
    let firstNs: bigint | null = null;
    for (;;) {
      const oldest = this.unacknowledged[this.firstUnacknowledged];
      if (oldest === undefined || oldest.to > to) {
        break;
      }
      firstNs ??= oldest.timeNs;
      this.firstUnacknowledged += 1;
    }
    this.arrivals.acknowledge(to);
    return firstNs;
  }

  /** A repeated segment asks for its acknowledgment anew: the first copy may have been lost. */
  private sentAgain({ from, to }: StreamInterval, timeNs: bigint | null): void {
    for (let index = this.firstUnacknowledged; index < this.unacknowledged.length; index++) {
      const waiting = this.unacknowledged[index];
      if (waiting === undefined || waiting.from >= to) {
        break;
      }
      if (waiting.to > from) {
        waiting.timeNs = timeNs;
      }
    }
  }
}
