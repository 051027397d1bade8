import type { FlowEnd } from '../join/flow';
import type { Side, TcpState } from '../model';

/** What one end of a connection is known to be in. */
export class EndState {
  readonly side: Side;
  readonly end: FlowEnd;
  state: TcpState | null = null;
  sentFin = false;
  /** The other end's FIN is under way: this end sends its own without having received it. */
  awaitsFin = false;

  constructor(end: FlowEnd) {
    this.side = end.side;
    this.end = end;
  }

  isIn(...states: readonly (TcpState | null)[]): boolean {
    return states.includes(this.state);
  }

  /** Its SYN crosses that of the other end: neither has received the other's when it sends its own (RFC 9293 §3.5 figure 7). */
  get opensAtOnce(): boolean {
    const { track, peer } = this.end;
    return track.syn !== null && track.synAck !== null && peer.track.syn !== null;
  }
}
