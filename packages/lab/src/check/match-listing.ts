import type { ListedPacket } from './listing';
import { matchesPacket } from './match-packet';
import type { MixPattern, PacketPattern, Pattern } from './parse-expectation';

/** How far an expectation describes the packets of a run. */
export interface Match {
  readonly isWhole: boolean;
  /** How many packets it describes; the one after them differs. */
  readonly packets: number;
  /** The line that stood there; null: no more packets were expected. */
  readonly expected: string | null;
  /** The lines that may be missing, and came. */
  readonly cameThough: readonly PacketPattern[];
}

/** Compares the packets of one connection with its lines of an expectation. */
export function matchListing(patterns: readonly Pattern[], packets: readonly ListedPacket[]): Match {
  const matcher = new Matcher(patterns, packets);
  const cameThough = matcher.match(0, 0);
  const isWhole = cameThough !== null;
  return { isWhole, packets: matcher.furthest, expected: matcher.expected, cameThough: cameThough ?? [] };
}

/** A regular expression over packets, by backtracking: the listings are short. */
class Matcher {
  furthest = -1;
  expected: string | null = null;
  private readonly patterns: readonly Pattern[];
  private readonly packets: readonly ListedPacket[];

  constructor(patterns: readonly Pattern[], packets: readonly ListedPacket[]) {
    this.patterns = patterns;
    this.packets = packets;
  }

  /** @returns the lines that may be missing and came; null where the rest does not match */
  match(atPattern: number, atPacket: number): PacketPattern[] | null {
    const pattern = this.patterns[atPattern];
    this.note(atPacket, pattern);
    if (pattern === undefined) return atPacket === this.packets.length ? [] : null;
    if (pattern.kind === 'mix') return this.matchMix(pattern, atPattern, atPacket);
    const most = Math.min(pattern.most, this.runLength(pattern, atPacket));
    this.note(atPacket + most, pattern);
    for (let count = most; count >= pattern.least; count--) {
      const rest = this.match(atPattern + 1, atPacket + count);
      if (rest !== null) return count > 0 && pattern.least === 0 ? [pattern, ...rest] : rest;
    }
    return null;
  }

  private matchMix(mix: MixPattern, atPattern: number, atPacket: number): PacketPattern[] | null {
    const counts = new Map(mix.packets.map((pattern) => [pattern, 0]));
    let taken = 0;
    for (let packet = this.packets[atPacket]; packet !== undefined; packet = this.packets[atPacket + ++taken]) {
      const seen: ListedPacket = packet;
      const fits = mix.packets.find(
        (pattern) => (counts.get(pattern) ?? 0) < pattern.most && matchesPacket(pattern, seen),
      );
      if (fits === undefined) break;
      counts.set(fits, (counts.get(fits) ?? 0) + 1);
    }
    const missing = mix.packets.find((pattern) => (counts.get(pattern) ?? 0) < pattern.least);
    this.note(atPacket + taken, missing ?? mix);
    if (missing !== undefined) return null;
    const came = mix.packets.filter((pattern) => pattern.least === 0 && (counts.get(pattern) ?? 0) > 0);
    const rest = this.match(atPattern + 1, atPacket + taken);
    return rest === null ? null : [...came, ...rest];
  }

  private runLength(pattern: PacketPattern, from: number): number {
    let length = 0;
    for (; length < pattern.most; length++) {
      const packet = this.packets[from + length];
      if (packet === undefined || !matchesPacket(pattern, packet)) break;
    }
    return length;
  }

  private note(packets: number, pattern: Pattern | undefined): void {
    if (packets < this.furthest) return;
    this.furthest = packets;
    this.expected = pattern === undefined ? null : pattern.kind === 'mix' ? mixText(pattern) : pattern.line;
  }
}

function mixText({ packets }: MixPattern): string {
  return `one of: ${packets.map(({ line }) => line).join('; ')}`;
}
