import { INTERFACE_NAME } from './addresses';
import type { EndAddresses } from './addresses';
import type { Namespace } from './namespace';
import type { EndName, PacketMatch, WireAction, WireRule } from './path/wire-rule';
import type { WireEvent } from './thread/thread-contract';
import type { WireThread } from './wire-thread-handle';

/** One end of a wire: a namespace, and what its interface there is called and reached at. */
export interface WireEnd {
  readonly namespace: Namespace;
  readonly interfaceName: string;
  readonly addresses: EndAddresses;
}

/** Which of the matching packets are met. */
export interface Which {
  /** So many go by first: 2 meets the third. Default 0. */
  readonly skip?: number;
  /** So many are met. Default 1. */
  readonly count?: number;
}

/** When a wire is cut, and for how long. */
export interface Cut {
  /** Whose packets do not arrive any more. Default: those of both. */
  readonly from?: EndName;
  /** Cut by the first packet that matches, itself included; absent: at once. */
  readonly at?: PacketMatch;
  /** So many packets that match go by before. Default 0. */
  readonly skip?: number;
  /** How long, from then on; absent: until restored. */
  readonly lastsMs?: number;
}

/** An order to the wire that is in force. */
export interface Order {
  /** Takes it back; packets that it held go on their way, in order. Gives how many those were. */
  end(): Promise<number>;
}

/**
 * Two network namespaces and a wire between them that this process carries every packet over. Nothing of it is left when it is
 * closed or when this process ends, killed or not.
 */
export class Wire {
  readonly client: WireEnd;
  readonly server: WireEnd;
  /** What befell packets other than being carried, in order. */
  readonly events: WireEvent[] = [];
  private readonly thread: WireThread;

  /** To be made by openWire(). */
  constructor(client: WireEnd, server: WireEnd, thread: WireThread) {
    this.client = client;
    this.server = server;
    this.thread = thread;
    thread.onEvent = (event) => this.events.push(event);
  }

  /** Loses packets. Settles when the order is in force, as every order. */
  drop(match: PacketMatch, which: Which = {}): Promise<Order> {
    return this.order(match, { kind: 'drop' }, which);
  }

  /** Keeps packets on the wire until the order ends. @param which Default: all that match. */
  hold(match: PacketMatch, which: Which = { count: Infinity }): Promise<Order> {
    return this.order(match, { kind: 'hold' }, which);
  }

  /** Lets packets arrive so much later than the others, which overtake them. */
  delay(match: PacketMatch, delayMs: number, which: Which = {}): Promise<Order> {
    return this.order(match, { kind: 'delay', delayMs }, which);
  }

  /** Lets packets arrive twice. */
  duplicate(match: PacketMatch, which: Which = {}): Promise<Order> {
    return this.order(match, { kind: 'duplicate' }, which);
  }

  /** Cuts the wire. It is whole again when the order ends. */
  cut({ from, at = {}, skip = 0, lastsMs }: Cut = {}): Promise<Order> {
    const thenAllFrom: EndName[] = from === undefined ? ['client', 'server'] : [from];
    const match = from === undefined ? at : { from, ...at };
    const rule = { match, action: { kind: 'drop' }, skip, count: Infinity, thenAllFrom } as const;
    return this.give(lastsMs === undefined ? rule : { ...rule, lastsMs });
  }

  /** Lets go of the namespaces: they are gone when the programs in them have ended. */
  close(): Promise<void> {
    return this.thread.close();
  }

  private order(match: PacketMatch, action: WireAction, { skip = 0, count = 1 }: Which): Promise<Order> {
    return this.give({ match, action, skip, count });
  }

  private async give(rule: WireRule): Promise<Order> {
    const ruleId = await this.thread.addRule({ kind: 'add-rule', rule });
    return { end: () => this.thread.command({ kind: 'remove-rule', ruleId }) };
  }
}

/** Gives an end's interface and addresses. */
export function wireEnd(namespace: Namespace, addresses: EndAddresses): WireEnd {
  return { namespace, interfaceName: INTERFACE_NAME, addresses };
}
