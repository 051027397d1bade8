import type { PacketFacts } from './packet-facts';

/** The ends of a wire. */
export type EndName = 'client' | 'server';

/** Which packets a rule is for; what is absent does not matter. */
export interface PacketMatch {
  /** Which end sent it. */
  readonly from?: EndName;
  readonly protocol?: PacketFacts['protocol'];
  /** Exactly these flags, in tcpdump's letters: `S`, `S.`, `P.`, `.`, `F.`. */
  readonly flags?: string;
  /** Its source or destination port. */
  readonly port?: number;
  /** True: carries data; false: carries none. */
  readonly hasPayload?: boolean;
}

/** What happens to a packet that a rule is for. `delay`: arrives that much later, so that others overtake it. */
export type WireAction =
  | { readonly kind: 'drop' }
  | { readonly kind: 'hold' }
  | { readonly kind: 'duplicate' }
  | { readonly kind: 'delay'; readonly delayMs: number };

/** An exact order to the wire: no chance is in it. */
export interface WireRule {
  readonly match: PacketMatch;
  readonly action: WireAction;
  /** So many matching packets go by before the first one that is met. */
  readonly skip: number;
  /** So many are met then. Infinite: all. */
  readonly count: number;
  /**
   * From its first packet on the rule is for every packet of these directions, whatever they are: a cut wire.
   * Absent: for matching packets alone.
   */
  readonly thenAllFrom?: readonly EndName[];
  /** How long it lasts from its first packet on; absent: until it is taken back. */
  readonly lastsMs?: number;
}

/** True where the packet is one that the match is for. */
export function matches(match: PacketMatch, from: EndName, facts: PacketFacts): boolean {
  if (match.from !== undefined && match.from !== from) return false;
  if (match.protocol !== undefined && match.protocol !== facts.protocol) return false;
  if (match.flags !== undefined && (facts.protocol !== 'tcp' || match.flags !== facts.flags)) return false;
  if (match.hasPayload !== undefined && match.hasPayload !== facts.payloadBytes > 0) return false;
  return match.port === undefined || match.port === facts.sourcePort || match.port === facts.destinationPort;
}
