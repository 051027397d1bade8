import { firstIndex } from './first-index';
import { isAccept } from './joined-call';
import type { JoinedCall } from './joined-call';
import type { Socket } from './socket';

const known = new WeakMap<Socket, AcceptWaits>();

/** The accept() calls of a listening socket. */
export function acceptWaitsOf(listener: Socket): AcceptWaits {
  const waits = known.get(listener) ?? new AcceptWaits(listener);
  known.set(listener, waits);
  return waits;
}

/** Tells for any moment whether somebody waits in accept() on a listening socket. Grows with its calls. */
class AcceptWaits {
  private readonly listener: Socket;
  /** In order of entry. */
  private readonly accepts: JoinedCall[] = [];
  /** The latest return of the accepts up to there; null: one of them has not returned. */
  private readonly latestReturnNs: (bigint | null)[] = [];
  private seenCalls = 0;
  /** How many of the first accepts have all returned. */
  private returned = 0;

  constructor(listener: Socket) {
    this.listener = listener;
  }

  /** `none`: no accept() has entered; `waiting`: one has and has not returned; `away`: all have returned. */
  at(timeNs: bigint): 'none' | 'waiting' | 'away' {
    this.catchUp();
    const entered = firstIndex(this.accepts.length, (index) => (this.accepts[index]?.call.enterNs ?? 0n) <= timeNs);
    if (entered === 0) {
      return 'none';
    }
    const latest = this.latestReturnNs[entered - 1] ?? null;
    return latest === null || latest >= timeNs ? 'waiting' : 'away';
  }

  private catchUp(): void {
    const { calls } = this.listener;
    for (; this.seenCalls < calls.length; this.seenCalls++) {
      const joined = calls[this.seenCalls];
      if (joined !== undefined && isAccept(joined.call)) {
        this.accepts.push(joined);
      }
    }
    let latest = this.returned === 0 ? 0n : (this.latestReturnNs[this.returned - 1] ?? null);
    for (let index = this.returned; index < this.accepts.length; index++) {
      const returnNs = this.accepts[index]?.call.returnNs ?? null;
      latest = latest === null || returnNs === null ? null : returnNs > latest ? returnNs : latest;
      this.latestReturnNs[index] = latest;
      this.returned = latest === null ? this.returned : index + 1;
    }
  }
}
