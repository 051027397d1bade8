import type { PacketFacts } from './packet-facts';
import { matches } from './wire-rule';
import type { EndName, WireAction, WireRule } from './wire-rule';

const NANOSECONDS_PER_MILLISECOND = 1e6;

interface RuleState {
  readonly rule: WireRule;
  /** Matching packets so far. */
  matched: number;
  /** When it met its first packet; null: not yet. */
  beganNs: number | null;
}

/** What the rules say of a packet. */
export interface Ruling {
  readonly ruleId: number;
  readonly action: WireAction;
}

/** The rules that are in force, in the order in which they were given. The first that is for a packet decides. */
export class RuleBook {
  private readonly rules = new Map<number, RuleState>();

  get isEmpty(): boolean {
    return this.rules.size === 0;
  }

  add(id: number, rule: WireRule): void {
    this.rules.set(id, { rule, matched: 0, beganNs: null });
  }

  remove(id: number): void {
    this.rules.delete(id);
  }

  /** Gives what is to be done with a packet; null: it is carried as every other. */
  ruleFor(from: EndName, facts: PacketFacts, nowNs: number): Ruling | null {
    for (const [ruleId, state] of this.rules) {
      if (isOver(state, nowNs)) this.rules.delete(ruleId);
      else if (isFor(state, from, facts, nowNs)) return { ruleId, action: state.rule.action };
    }
    return null;
  }
}

function isOver({ rule, matched, beganNs }: RuleState, nowNs: number): boolean {
  if (beganNs !== null && rule.lastsMs !== undefined) {
    return nowNs >= beganNs + rule.lastsMs * NANOSECONDS_PER_MILLISECOND;
  }
  return rule.thenAllFrom === undefined && matched >= rule.skip + rule.count;
}

function isFor(state: RuleState, from: EndName, facts: PacketFacts, nowNs: number): boolean {
  const { match, skip, count, thenAllFrom } = state.rule;
  if (state.beganNs !== null && thenAllFrom) return thenAllFrom.includes(from);
  if (!matches(match, from, facts)) return false;
  state.matched++;
  if (state.matched <= skip || state.matched > skip + count) return false;
  state.beganNs ??= nowNs;
  return true;
}
