import type { PacketFlow } from './connection';

/** Where a packet stands in its connection, as PacketFlow says it; written again for each packet. */
export class FlowPlace {
  /** -1: the packet belongs to none, and nothing else here means anything. */
  connection = -1;
  fromClient = false;
  /** Its payload as an interval of the sender's stream; empty: none. */
  streamFrom = 0;
  streamTo = 0;
  hasAcknowledgment = false;
  acknowledgedBytes = 0;
  acknowledgesFin = false;
  isRetransmission = false;
  isProbe = false;
  /** -1: no datagram. */
  datagram = -1;
  isIcmpError = false;
  isCopy = false;

  clear(): void {
    this.connection = -1;
    this.fromClient = false;
    this.streamFrom = this.streamTo = 0;
    this.hasAcknowledgment = false;
    this.acknowledgedBytes = 0;
    this.acknowledgesFin = false;
    this.isRetransmission = false;
    this.isProbe = false;
    this.datagram = -1;
    this.isIcmpError = false;
    this.isCopy = false;
  }

  /** The same as an object of its own; null where the packet belongs to no connection. */
  toPacketFlow(): PacketFlow | null {
    if (this.connection < 0) {
      return null;
    }
    return {
      connection: this.connection,
      fromClient: this.fromClient,
      stream: this.streamTo > this.streamFrom ? { from: this.streamFrom, to: this.streamTo } : null,
      acknowledgedBytes: this.hasAcknowledgment ? this.acknowledgedBytes : null,
      acknowledgesFin: this.acknowledgesFin,
      isRetransmission: this.isRetransmission,
      datagram: this.datagram < 0 ? null : this.datagram,
      ...(this.isProbe ? { isProbe: true } : {}),
      isIcmpError: this.isIcmpError,
      ...(this.isCopy ? { isCopy: true } : {}),
    };
  }
}
