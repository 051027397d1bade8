import type { Flow } from '../join/flow';
import type { OddSegment, StateChange } from '../model';
import { selfConnectedStates } from './self-connected-states';
import { StateMachine } from './state-machine';

/** What states both ends went through, and what does not fit them; in the order of their events. */
export interface ConnectionStates {
  readonly changes: readonly StateChange[];
  readonly oddSegments: readonly OddSegment[];
}

/**
 * Follows both ends of a TCP connection through the states of RFC 9293 §3.3.2.
 *
 * A capture sees a packet at one point, so one packet can change both ends: its sender by sending it, its receiver by
 * receiving it. What proves a state decides its row: the server is in SYN-RECEIVED by its SYN-ACK, since a SYN may be
 * dropped; the client is ESTABLISHED by the SYN-ACK that reaches it, the server by the ACK that it takes. Where two SYNs or
 * two FINs cross, each end has received the other's only when it acknowledges it. TIME-WAIT is the last that packets can
 * show. An illegal segment changes no state: its receiver drops it.
 *
 * @returns nothing for UDP
 * @see RFC 9293 §3.3.2 figure 5
 */
export function connectionStates(flow: Flow): ConnectionStates {
  if (!flow.isTcp) {
    return { changes: [], oddSegments: [] };
  }
  if (flow.isSelfConnected) {
    return { changes: selfConnectedStates(flow), oddSegments: [] };
  }
  const machine = new StateMachine(flow);
  machine.begin();
  flow.milestones.forEach((packet) => machine.take(packet));
  machine.end();
  return machine;
}
