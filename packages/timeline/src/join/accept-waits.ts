import { firstIndex } from './first-index';
import type { JoinedCall } from './joined-call';
import type { Socket } from './socket';

/** Tells for any moment whether somebody waits in accept() on a listening socket. */
export class AcceptWaits {
  /** In order of entry. */
  private readonly accepts: readonly JoinedCall[];
  /** The latest return of the accepts up to there; null: one of them has not returned. */
  private readonly latestReturnNs: (bigint | null)[] = [];

  constructor(listener: Socket) {
    this.accepts = listener.calls.filter(({ call }) => call.call === 'accept');
    let latest: bigint | null = 0n;
    for (const { call } of this.accepts) {
      latest = latest === null || call.returnNs === null ? null : call.returnNs > latest ? call.returnNs : latest;
      this.latestReturnNs.push(latest);
    }
  }

  /** `none`: no accept() has entered; `waiting`: one has and has not returned; `away`: all have returned. */
  at(timeNs: bigint): 'none' | 'waiting' | 'away' {
    const entered = firstIndex(this.accepts.length, (index) => (this.accepts[index]?.call.enterNs ?? 0n) <= timeNs);
    if (entered === 0) {
      return 'none';
    }
    const latest = this.latestReturnNs[entered - 1] ?? null;
    return latest === null || latest >= timeNs ? 'waiting' : 'away';
  }
}
