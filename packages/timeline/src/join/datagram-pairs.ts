import type { JoinedCall } from './joined-call';
import type { JoinedPacket } from './joined-packet';

/** Where the search for a call's datagram ended. */
export interface Found {
  /** The place of its datagram; -1: it has none. */
  readonly place: number;
  /** The place at which the next call's search begins. */
  readonly next: number;
  /** Nothing that may still come changes this. */
  readonly isFinal: boolean;
}

/** How calls and datagrams fit. */
export interface PairingRule {
  /** The calls and datagrams of these places belong together if all do, one by one. */
  agrees(place: number): boolean;
  /** The same answer for ever. */
  isAgreementFinal(place: number): boolean;
  /** Looks for the datagram of a call from a place on. */
  find(index: number, from: number): Found;
}

/**
 * Pairs calls in order of entry with datagrams in capture order: one by one where all agree, else each call with what the rule
 * finds for it. What nothing can change any more is kept, so that the work for what is new does not depend on what came before.
 */
export class DatagramPairs {
  readonly calls: readonly JoinedCall[];
  private readonly ownCalls: JoinedCall[];
  private readonly datagrams: readonly JoinedPacket[];
  private readonly rule: PairingRule;
  /** Of the first calls: where the search for each ended; the last ones need not be final. */
  private readonly found: Found[] = [];
  private finalCalls = 0;
  /** The call of each datagram that has one. */
  private readonly callAt = new Map<number, number>();
  private agreeingTo = 0;
  private isOneByOne = false;
  /** The first call whose datagram has another place than the call; Infinity: there is none. */
  private firstShifted = Infinity;

  /** @param calls those that add() is told of, in order of entry; none yet */
  constructor(calls: JoinedCall[], datagrams: readonly JoinedPacket[], rule: PairingRule) {
    this.calls = this.ownCalls = calls;
    this.datagrams = datagrams;
    this.rule = rule;
  }

  /** The search of the calls that are final goes on from there. */
  get finalPlace(): number {
    return this.found[this.finalCalls - 1]?.next ?? 0;
  }

  /** True where what was found for the calls that are final does not count, because all agree one by one. */
  get isOverruled(): boolean {
    return this.isOneByOne && this.firstShifted < this.finalCalls;
  }

  add(joined: JoinedCall): void {
    let at = this.calls.length;
    while (at > 0 && (this.calls[at - 1]?.call.enterNs ?? 0n) > joined.call.enterNs) {
      at -= 1;
    }
    this.ownCalls.splice(at, 0, joined);
    this.forgetFrom(Math.max(0, at - 1));
  }

  /** What was found for the calls from that one on may have changed. */
  forgetFrom(index: number): void {
    this.agreeingTo = Math.min(this.agreeingTo, index);
    this.finalCalls = Math.min(this.finalCalls, index);
  }

  /** Takes what has come since the last time. */
  update(): void {
    const { calls, datagrams } = this;
    const count = Math.min(calls.length, datagrams.length);
    while (
      this.agreeingTo < count &&
      this.rule.isAgreementFinal(this.agreeingTo) &&
      this.rule.agrees(this.agreeingTo)
    ) {
      this.agreeingTo += 1;
    }
    this.isOneByOne = calls.length === datagrams.length && this.agreesFrom(this.agreeingTo);
    for (const { place } of this.found.splice(this.finalCalls)) {
      this.callAt.delete(place);
    }
    this.firstShifted = this.firstShifted < this.finalCalls ? this.firstShifted : Infinity;
    let { finalPlace } = this;
    let isFinal = true;
    while (this.found.length < calls.length && finalPlace < datagrams.length) {
      const index = this.found.length;
      const found = this.rule.find(index, finalPlace);
      isFinal &&= found.isFinal;
      this.finalCalls += isFinal ? 1 : 0;
      this.found.push(found);
      this.firstShifted = found.place === index ? this.firstShifted : Math.min(this.firstShifted, index);
      if (found.place >= 0) {
        this.callAt.set(found.place, index);
      }
      finalPlace = found.next;
    }
  }

  /** True where all agree one by one, so that no time was asked. */
  get isTimeless(): boolean {
    return this.isOneByOne && this.calls.length > 0;
  }

  /** The call of the datagram at that place. */
  callOf(place: number): JoinedCall | null {
    return this.calls[this.isOneByOne ? place : (this.callAt.get(place) ?? -1)] ?? null;
  }

  /** The datagram of a call. */
  datagramOf(joined: JoinedCall): JoinedPacket | null {
    const index = this.indexOf(joined);
    return this.datagrams[this.isOneByOne ? index : (this.found[index]?.place ?? -1)] ?? null;
  }

  private agreesFrom(place: number): boolean {
    for (let at = place; at < this.datagrams.length; at++) {
      if (!this.rule.agrees(at)) {
        return false;
      }
    }
    return true;
  }

  /** Calls are in order of entry; several may have entered at once. */
  private indexOf(joined: JoinedCall): number {
    const { calls } = this;
    let [low, high] = [0, calls.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((calls[middle]?.call.enterNs ?? 0n) < joined.call.enterNs) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return calls.indexOf(joined, low);
  }
}
