import { etherTypeName, stepAfterEtherType } from './ether-type';
import { hex } from './field';
import type { Step } from './step';
import { STEP } from './step';
import type { Walk } from './walk';

// sll_pkttype, packet(7).
const PACKET_TYPE_NAMES = ['to us', 'broadcast', 'multicast', 'to another host', 'from us'];

/** Who a packet of a cooked capture was for, in words. */
export function packetTypeName(packetType: number): string {
  return PACKET_TYPE_NAMES[packetType] ?? 'unknown';
}

/** Protocols that are no EtherTypes, <linux/if_ether.h>. */
const LLC = 0x0004;
const PROTOCOL_NAMES: ReadonlyMap<number, string> = new Map([
  [0x0001, '802.3 without LLC'],
  [LLC, 'LLC'],
  [0x000c, 'CAN'],
  [0x000d, 'CAN FD'],
]);

/** Interfaces whose packets have other things in the protocol field, <linux/if_arp.h>. */
const ARPHRD_NETLINK = 824;

function protocolName(protocol: number): string {
  return PROTOCOL_NAMES.get(protocol) ?? etherTypeName(protocol);
}

export function protocolText(protocol: number): string {
  return `${hex(protocol, 4)} (${protocolName(protocol)})`;
}

/** The step to what a cooked header announces; the offsets are those of its fields. */
export function stepAfterCooked(walk: Walk, layer: string, arphrdOffset: number, protocolOffset: number): Step {
  const arphrdType = walk.view.getUint16(arphrdOffset);
  if (arphrdType === ARPHRD_NETLINK) {
    return walk.unsupported(layer, arphrdOffset, 'ARPHRD type', arphrdType, 'netlink');
  }
  const protocol = walk.view.getUint16(protocolOffset);
  if (protocol === LLC) {
    return STEP.llc;
  }
  return PROTOCOL_NAMES.has(protocol)
    ? walk.unsupported(layer, protocolOffset, 'protocol', protocol, protocolName(protocol))
    : stepAfterEtherType(walk, layer, protocolOffset, protocol);
}
