import type { ProcessTrace, TracedCall, TracedExit, TracedProcess } from '@sockscope/core/trace';
import { Descriptors } from './descriptors';
import { firstIndex } from './first-index';
import { JoinedCall } from './joined-call';
import { isBeingMade } from './learn-call';
import type { Socket, SocketProcess } from './socket';

/** What is added to times, or null for nothing. */
export type ClockShift = ((timeNs: bigint) => bigint) | null;

function shifted(timeNs: bigint, shift: ClockShift): bigint {
  return shift === null ? timeNs : timeNs + shift(timeNs);
}

function shiftCall(call: TracedCall, shift: ClockShift): TracedCall {
  const { enterNs, returnNs } = call;
  return shift === null
    ? call
    : {
        ...call,
        enterNs: shifted(enterNs, shift),
        returnNs: returnNs === null ? null : shifted(returnNs, shift),
      };
}

/** How many calls may wait for one whose line has not come yet; more, and it is taken for lost. */
const MOST_HELD_BACK = 1024;

/** What an update brought of a process. */
export interface ProcessNews {
  /** Sockets that are new or of which more is known. */
  readonly changed: ReadonlySet<Socket>;
  /** Calls that are new or have returned. */
  readonly calls: readonly JoinedCall[];
  /** The process's end became known. */
  readonly hasEnded: boolean;
}

/**
 * One process's calls while its trace grows, sorted out by socket.
 *
 * Its threads are written down one after the other, so a call's line can come after those of later calls. While the
 * trace grows, calls behind a gap in the sequence numbers wait for what is missing.
 */
export class ProcessCalls implements SocketProcess {
  process: TracedProcess;
  exit: TracedExit | null = null;
  readonly calls: JoinedCall[] = [];
  private readonly descriptors = new Descriptors(this);
  /** Places of calls that have not returned. */
  private unreturned: number[] = [];

  private readonly idPrefix: string;
  private readonly shift: ClockShift;

  /** @param shift what makes the process's times the capture's */
  constructor(process: TracedProcess, shift: ClockShift = null) {
    this.process = process;
    this.idPrefix = `${process.name}#`;
    this.shift = shift;
  }

  get sockets(): readonly Socket[] {
    return this.descriptors.sockets;
  }

  callOf(sequence: number): JoinedCall | undefined {
    const at = firstIndex(this.calls.length, (index) => (this.calls[index]?.call.sequence ?? Infinity) < sequence);
    const joined = this.calls[at];
    return joined?.call.sequence === sequence ? joined : undefined;
  }

  /**
   * Takes the trace as it has grown.
   *
   * @returns null if something came to light that belongs before what was taken already: begin anew
   */
  update(trace: ProcessTrace, isGrowing: boolean): ProcessNews | null {
    const hasEnded = this.exit === null && trace.exit !== null;
    this.process = trace.process;
    this.exit = trace.exit === null ? null : { ...trace.exit, timeNs: shifted(trace.exit.timeNs, this.shift) };
    const last = this.calls.length - 1;
    if (last >= 0 && trace.calls[last]?.sequence !== this.calls[last]?.call.sequence) {
      return null;
    }
    const changed = new Set<Socket>();
    const calls: JoinedCall[] = [];
    if (!this.takeReturns(trace.calls, changed, calls)) {
      return null;
    }
    const end = isGrowing ? this.endOfWhole(trace.calls) : trace.calls.length;
    for (let index = this.calls.length; index < end; index++) {
      const call = trace.calls[index];
      if (call !== undefined) {
        calls.push(this.take(call, changed));
      }
    }
    this.descriptors.finish(changed);
    return { changed, calls, hasEnded };
  }

  private take(call: TracedCall, changed: Set<Socket>): JoinedCall {
    const joined = new JoinedCall(`${this.idPrefix}${call.sequence}`, this.process, shiftCall(call, this.shift));
    if (call.returnNs === null) {
      this.unreturned.push(this.calls.length);
    }
    this.calls.push(joined);
    this.descriptors.enter(joined, changed);
    return joined;
  }

  private takeReturns(calls: readonly TracedCall[], changed: Set<Socket>, news: JoinedCall[]): boolean {
    const lastEnterNs = this.calls.at(-1)?.call.enterNs ?? 0n;
    const still: number[] = [];
    for (const index of this.unreturned) {
      const joined = this.calls[index];
      const call = calls[index];
      if (joined === undefined || call === undefined || call.returnNs === null) {
        still.push(index);
        continue;
      }
      if (isBeingMade(call) && shifted(call.returnNs, this.shift) <= lastEnterNs) {
        return false;
      }
      joined.call = shiftCall(call, this.shift);
      news.push(joined);
      this.descriptors.returned(joined, changed);
    }
    this.unreturned = still;
    return true;
  }

  /** The place of the first call behind a gap that may still be filled. */
  private endOfWhole(calls: readonly TracedCall[]): number {
    let expected = (this.calls.at(-1)?.call.sequence ?? 0) + 1;
    for (let index = this.calls.length; index < calls.length; index++) {
      const sequence = calls[index]?.sequence ?? 0;
      if (sequence !== expected && calls.length - index < MOST_HELD_BACK) {
        return index;
      }
      expected = sequence + 1;
    }
    return calls.length;
  }
}
