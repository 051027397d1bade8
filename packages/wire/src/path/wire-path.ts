import { DelayQueue } from './delay-queue';
import type { Impairment } from './impairment';
import { packetFacts } from './packet-facts';
import type { PacketFacts } from './packet-facts';
import { packetRandom } from './packet-random';
import type { Decision } from './packet-random';
import type { RuleBook } from './rule-book';
import type { EndName, WireAction } from './wire-rule';

const NANOSECONDS_PER_MILLISECOND = 1e6;
/** How long a packet waits to be overtaken. */
const REORDER_WAIT_NS = 50 * NANOSECONDS_PER_MILLISECOND;

/** What befell a packet other than being carried. `lost`, `duplicated`, `reordered`: by chance; the others by a rule. */
export type Verdict = 'dropped' | 'held' | 'delayed' | 'repeated' | 'lost' | 'duplicated' | 'reordered';

/** One direction of a wire: packets go in, and come out when they are due. Time is an argument, chance is seeded. */
export class WirePath {
  private readonly queue = new DelayQueue();
  /** A packet that waits to be overtaken, and until when at most. */
  private waiting: { packet: Uint8Array; untilNs: number } | null = null;
  private readonly held = new Map<number, Uint8Array[]>();
  private count = 0;
  private lastDueNs = 0;

  private readonly from: EndName;
  private readonly impairment: Impairment;
  private readonly rules: RuleBook;
  private readonly onVerdict: (verdict: Verdict, facts: PacketFacts) => void;

  constructor(
    from: EndName,
    impairment: Impairment,
    rules: RuleBook,
    onVerdict: (verdict: Verdict, facts: PacketFacts) => void,
  ) {
    this.from = from;
    this.impairment = impairment;
    this.rules = rules;
    this.onVerdict = onVerdict;
  }

  /** When take() gives the next packet; infinite: not before another one comes. */
  get nextDueNs(): number {
    return Math.min(this.queue.nextDueNs, this.waiting?.untilNs ?? Infinity);
  }

  /** Takes a packet that its end sent. It is not copied. */
  offer(packet: Uint8Array, nowNs: number): void {
    const ruling = this.rules.isEmpty ? null : this.rules.ruleFor(this.from, packetFacts(packet), nowNs);
    if (ruling === null) this.carry(packet, nowNs);
    else this.obey(packet, ruling.ruleId, ruling.action, nowNs);
  }

  /** Gives a packet that is due, or null. To be called until it is null. */
  take(nowNs: number): Uint8Array | null {
    if (this.waiting !== null && this.waiting.untilNs <= nowNs) this.sendWaiting(this.waiting.untilNs);
    return this.queue.pop(nowNs);
  }

  /** Sends what a rule holds on its way, in order. Gives how many packets that were. */
  release(ruleId: number, nowNs: number): number {
    const packets = this.held.get(ruleId) ?? [];
    this.held.delete(ruleId);
    for (const packet of packets) this.send(packet, nowNs, 0);
    return packets.length;
  }

  private obey(packet: Uint8Array, ruleId: number, action: WireAction, nowNs: number): void {
    switch (action.kind) {
      case 'drop':
        this.report('dropped', packet);
        break;
      case 'hold':
        this.report('held', packet);
        this.held.set(ruleId, [...(this.held.get(ruleId) ?? []), packet]);
        break;
      case 'delay':
        this.report('delayed', packet);
        this.queue.push(packet, nowNs + (this.impairment.delayMs + action.delayMs) * NANOSECONDS_PER_MILLISECOND);
        break;
      case 'duplicate':
        this.report('repeated', packet);
        this.send(packet, nowNs, 0);
        this.send(packet, nowNs, 0);
        break;
    }
  }

  private carry(packet: Uint8Array, nowNs: number): void {
    this.count++;
    const { jitterMs, lossRatio, duplicateRatio, reorderRatio } = this.impairment;
    if (this.happens('loss', lossRatio)) {
      this.report('lost', packet);
      return;
    }
    const jitter = jitterMs === 0 ? 0 : (2 * this.random('jitter') - 1) * jitterMs;
    if (this.waiting === null && this.happens('reorder', reorderRatio)) {
      this.report('reordered', packet);
      const delayNs = (this.impairment.delayMs + jitter) * NANOSECONDS_PER_MILLISECOND;
      this.waiting = { packet, untilNs: nowNs + delayNs + REORDER_WAIT_NS };
      return;
    }
    const dueNs = this.send(packet, nowNs, jitter);
    if (this.happens('duplicate', duplicateRatio)) {
      this.report('duplicated', packet);
      this.send(packet, nowNs, jitter);
    }
    if (this.waiting !== null) this.sendWaiting(dueNs);
  }

  /** Puts a packet on its way behind those before it. Gives when it is due. */
  private send(packet: Uint8Array, nowNs: number, jitterMs: number): number {
    const dueNs = nowNs + (this.impairment.delayMs + jitterMs) * NANOSECONDS_PER_MILLISECOND;
    this.lastDueNs = Math.max(this.lastDueNs, dueNs);
    this.queue.push(packet, this.lastDueNs);
    return this.lastDueNs;
  }

  private sendWaiting(dueNs: number): void {
    if (this.waiting) this.queue.push(this.waiting.packet, dueNs);
    this.waiting = null;
  }

  private happens(decision: Decision, ratio: number): boolean {
    return ratio > 0 && this.random(decision) < ratio;
  }

  private random(decision: Decision): number {
    return packetRandom(this.impairment.seed, this.from === 'client' ? 0 : 1, this.count, decision);
  }

  private report(verdict: Verdict, packet: Uint8Array): void {
    this.onVerdict(verdict, packetFacts(packet));
  }
}
