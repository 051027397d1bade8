import type { Endpoint } from '@sockscope/core/trace';
import { endpointKey, pairKey } from './endpoint-key';
import { firstIndex } from './first-index';
import type { Flow, FlowEnd } from './flow';

const NONE: readonly FlowEnd[] = [];

/** Finds ends of flows by address. Every list is in the order in which the flows began. */
export class FlowIndex {
  private readonly byPair = new Map<string, FlowEnd[]>();
  private readonly byPeer = new Map<string, FlowEnd[]>();

  /** Takes the next flow. */
  add(flow: Flow): void {
    const before = this.between(flow.client.endpoint, flow.server.endpoint).at(-1)?.flow ?? null;
    flow.previous = before?.isTcp === flow.isTcp ? before : null;
    this.addEnd(flow.client);
    // A socket connected to itself has one pair of addresses and stands in one lane.
    if (!flow.isSelfConnected) {
      this.addEnd(flow.server);
    }
  }

  /** Ends at `own` whose other end is `peer`: several where the pair of ports was used again. */
  between(own: Endpoint, peer: Endpoint): readonly FlowEnd[] {
    return this.byPair.get(pairKey(own, peer)) ?? NONE;
  }

  /** Ends whose other end is `peer`. */
  facing(peer: Endpoint): readonly FlowEnd[] {
    return this.byPeer.get(endpointKey(peer)) ?? NONE;
  }

  /** Ends whose other end is `peer`, of flows that began in the window; those without a time are left out. */
  *facingWithin(peer: Endpoint, fromNs: bigint, toNs: bigint | null): Generator<FlowEnd> {
    const ends = this.facing(peer);
    for (let index = firstSince(ends, fromNs); index < ends.length; index++) {
      const end = ends[index];
      const beganNs = end?.flow.firstNs ?? null;
      if (end === undefined || (toNs !== null && beganNs !== null && beganNs > toNs)) {
        return;
      }
      if (beganNs !== null) {
        yield end;
      }
    }
  }

  private addEnd(end: FlowEnd): void {
    append(this.byPair, pairKey(end.endpoint, end.peer.endpoint), end);
    append(this.byPeer, endpointKey(end.peer.endpoint), end);
  }
}

function append(map: Map<string, FlowEnd[]>, key: string, end: FlowEnd): void {
  const ends = map.get(key);
  if (ends === undefined) {
    map.set(key, [end]);
  } else {
    ends.push(end);
  }
}

/** Position of the first end whose flow began at or after `fromNs`. */
function firstSince(ends: readonly FlowEnd[], fromNs: bigint): number {
  return firstIndex(ends.length, (index) => (ends[index]?.flow.firstNs ?? 0n) < fromNs);
}
