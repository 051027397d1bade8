import { isReceive, isSend, movesBytes } from './joined-call';
import type { JoinedCall } from './joined-call';

/**
 * Lays the calls of a socket along its two byte streams: each owns the bytes from the sum of the returns before it, as
 * many as it returned. What was asked for does not count, nor does MSG_PEEK; but a send() that has not returned may have
 * handed over all that it was asked to, for its bytes can have no other source.
 *
 * Only what follows a call that had not returned is ever laid again.
 */
export class SocketBytes {
  private readonly calls: JoinedCall[] = [];
  private readonly sent: JoinedCall[] = [];
  private readonly received: JoinedCall[] = [];
  private readonly peeked: JoinedCall[] = [];
  /** How many calls have their final place: all up to the first that has not returned. */
  private settledCalls = 0;
  private settledSends = 0;
  private settledReceives = 0;
  private settledPeeks = 0;
  private isLaid = true;

  /** Takes the next call in order of entry. */
  add(joined: JoinedCall): void {
    if (isSend(joined.call) || isReceive(joined.call)) {
      this.calls.push(joined);
      this.isLaid = false;
    }
  }

  /** A call of this socket has returned. */
  changed(): void {
    this.isLaid = false;
  }

  /** Calls that sent bytes, in stream order. */
  get sends(): readonly JoinedCall[] {
    this.lay();
    return this.sent;
  }

  /** Calls that received bytes, in stream order. */
  get receives(): readonly JoinedCall[] {
    this.lay();
    return this.received;
  }

  /** recv(MSG_PEEK) calls that saw bytes, in order of entry. */
  get peeks(): readonly JoinedCall[] {
    this.lay();
    return this.peeked;
  }

  /** Gives every call its place, as far as that is not done. */
  lay(): void {
    if (this.isLaid) {
      return;
    }
    this.isLaid = true;
    this.sent.length = this.settledSends;
    this.received.length = this.settledReceives;
    this.peeked.length = this.settledPeeks;
    // What returned nothing in the end has no bytes.
    this.calls.slice(this.settledCalls).forEach((joined) => joined.layAlong(0, 0));
    let isSettled = true;
    for (let index = this.settledCalls; index < this.calls.length; index++) {
      const joined = this.calls[index];
      if (joined === undefined) {
        return;
      }
      isSettled &&= joined.call.returnNs !== null;
      this.place(joined);
      if (isSettled) {
        this.settledCalls = index + 1;
        this.settledSends = this.sent.length;
        this.settledReceives = this.received.length;
        this.settledPeeks = this.peeked.length;
      }
    }
  }

  private place(joined: JoinedCall): void {
    const { call } = joined;
    const isOutgoing = isSend(call);
    if (movesBytes(call)) {
      const unreturned = isOutgoing ? (call.arguments.lengthBytes ?? 0) : 0;
      const stream = isOutgoing ? this.sent : this.received;
      this.extend(stream, stream, joined, call.result ?? unreturned);
    } else if (!isOutgoing && call.arguments.flags?.includes('MSG_ERRQUEUE') !== true) {
      this.extend(this.peeked, this.received, joined, call.result ?? 0);
    }
  }

  private extend(calls: JoinedCall[], stream: readonly JoinedCall[], joined: JoinedCall, bytes: number): void {
    if (bytes > 0) {
      const from = stream.at(-1)?.to ?? 0;
      joined.layAlong(from, from + bytes);
      calls.push(joined);
    }
  }
}
