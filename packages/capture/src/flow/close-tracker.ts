import type { Close, CloseKind, PacketMark } from './connection';

/** A connection of which no end was seen; that of every UDP exchange. */
export const OPEN: Close = { kind: 'open', clientFin: null, serverFin: null, reset: null };

/** What a segment says about the end of its connection. */
export interface ClosingSegment {
  readonly mark: PacketMark;
  readonly fromClient: boolean;
  readonly hasFin: boolean;
  readonly hasReset: boolean;
  readonly acknowledgesFin: boolean;
}

interface Side {
  fin: PacketMark | null;
  /** The other end acknowledged this end's FIN. */
  isFinAcknowledged: boolean;
}

/** Follows how a connection ends: which FIN came how, and whether a reset cut it short (RFC 9293 §3.6). */
export class CloseTracker {
  private readonly client: Side = { fin: null, isFinAcknowledged: false };
  private readonly server: Side;
  private readonly isSelfConnected: boolean;
  private reset: Close['reset'] = null;
  private kindByFins: CloseKind = 'open';
  private isCutShort = false;

  /** @param isSelfConnected One socket is both ends: its one FIN closes both. */
  constructor(isSelfConnected: boolean) {
    this.isSelfConnected = isSelfConnected;
    this.server = isSelfConnected ? this.client : { fin: null, isFinAcknowledged: false };
  }

  get hasReset(): boolean {
    return this.reset !== null;
  }

  add({ mark, fromClient, hasFin, hasReset, acknowledgesFin }: ClosingSegment): void {
    const own = fromClient ? this.client : this.server;
    const other = fromClient ? this.server : this.client;
    if (hasReset) {
      this.isCutShort ||= !this.isOver;
      this.reset ??= { ...mark, by: fromClient ? 'client' : 'server' };
      return;
    }
    if (hasFin && own.fin === null) {
      // A socket that is both ends receives its own FIN in FIN-WAIT-1 and goes through CLOSING.
      this.kindByFins = this.isSelfConnected ? 'simultaneous' : kindOfFin(other, acknowledgesFin);
      own.fin = mark;
    }
    other.isFinAcknowledged ||= acknowledgesFin;
  }

  private get isOver(): boolean {
    return this.client.isFinAcknowledged && this.server.isFinAcknowledged;
  }

  snapshot(): Close {
    return {
      kind: this.isCutShort ? 'reset' : this.kindByFins,
      clientFin: this.client.fin,
      serverFin: this.server.fin,
      reset: this.reset,
    };
  }
}

/** How the connection closes with this end's first FIN; `other` is the other end as it stood before this segment. */
function kindOfFin(other: Side, acknowledgesFin: boolean): CloseKind {
  if (other.fin === null) {
    return 'half';
  }
  if (other.isFinAcknowledged) {
    return 'four-segment';
  }
  return acknowledgesFin ? 'three-segment' : 'simultaneous';
}
