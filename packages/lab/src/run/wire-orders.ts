import type { Order, Wire } from '@sockscope/wire';
import type { WireOrder } from '../script/step';
import { ScenarioFault } from './scenario-fault';

/** The orders of a script to its wire. */
export class WireOrders {
  private readonly wire: Wire | undefined;
  private readonly named = new Map<string, Order>();

  /** @param wire Absent where the scenario runs without one. */
  constructor(wire: Wire | undefined) {
    this.wire = wire;
  }

  /** Gives an order; settles when it is in force. @throws ScenarioFault where there is no wire */
  async give(order: WireOrder, as: string | null): Promise<void> {
    if (this.wire === undefined) throw new ScenarioFault('the script gives orders to a wire, but needs none');
    const given = await orderTo(this.wire, order);
    if (as !== null) this.named.set(as, given);
  }

  /** Takes an order back. @throws ScenarioFault where none has the name */
  async release(name: string): Promise<void> {
    const order = this.named.get(name);
    if (order === undefined) throw new ScenarioFault(`the script gave the wire no order ${name}`);
    await order.end();
  }
}

function orderTo(wire: Wire, order: WireOrder): Promise<Order> {
  switch (order.kind) {
    case 'cut':
      return wire.cut(order.cut);
    case 'delay':
      return wire.delay(order.match, order.delayMs, order.which);
    default:
      return wire[order.kind](order.match, order.which);
  }
}
