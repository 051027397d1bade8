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
    const { client, server } = flow;
    const [clientKey, serverKey] = [endpointKey(client.endpoint), endpointKey(server.endpoint)];
    const before = append(this.byPair, `${clientKey}>${serverKey}`, client);
    flow.previous = before?.flow.isTcp === flow.isTcp ? before.flow : null;
    append(this.byPeer, serverKey, client);
    // A socket connected to itself has one pair of addresses and stands in one lane.
    if (clientKey !== serverKey) {
      append(this.byPair, `${serverKey}>${clientKey}`, server);
      append(this.byPeer, clientKey, server);
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
}

/** @returns the one before it */
function append(map: Map<string, FlowEnd[]>, key: string, end: FlowEnd): FlowEnd | null {
  const ends = map.get(key);
  if (ends === undefined) {
    map.set(key, [end]);
    return null;
  }
  ends.push(end);
  return ends.at(-2) ?? null;
}

/** Position of the first end whose flow began at or after `fromNs`. */
function firstSince(ends: readonly FlowEnd[], fromNs: bigint): number {
  return firstIndex(ends.length, (index) => (ends[index]?.flow.firstNs ?? 0n) < fromNs);
}
