import type { Step } from './step';
import { STEP } from './step';
import type { Walk } from './walk';

// https://www.iana.org/assignments/ieee-802-numbers. Values up to 1500 are lengths instead.
export const ETHER_TYPE = {
  ipv4: 0x0800,
  transparentEthernet: 0x6558,
  vlan: 0x8100,
  ipv6: 0x86dd,
  mpls: 0x8847,
  mplsMulticast: 0x8848,
  pppoeDiscovery: 0x8863,
  pppoeSession: 0x8864,
  providerBridging: 0x88a8,
  macsec: 0x88e5,
  backboneTag: 0x88e7,
  fabricPath: 0x8903,
  qinq: 0x9100,
} as const;

const MAX_LENGTH_FIELD = 1500;

const NAMES: ReadonlyMap<number, string> = new Map([
  [ETHER_TYPE.ipv4, 'IPv4'],
  [0x0806, 'ARP'],
  [0x0842, 'Wake-on-LAN'],
  [ETHER_TYPE.transparentEthernet, 'transparent Ethernet bridging'],
  [0x8035, 'RARP'],
  [ETHER_TYPE.vlan, '802.1Q VLAN'],
  [ETHER_TYPE.ipv6, 'IPv6'],
  [0x8808, 'Ethernet flow control'],
  [0x8809, 'slow protocols (LACP)'],
  [ETHER_TYPE.mpls, 'MPLS'],
  [ETHER_TYPE.mplsMulticast, 'MPLS multicast'],
  [ETHER_TYPE.pppoeDiscovery, 'PPPoE discovery'],
  [ETHER_TYPE.pppoeSession, 'PPPoE session'],
  [0x888e, 'EAP over LAN'],
  [ETHER_TYPE.providerBridging, '802.1ad VLAN'],
  [0x88cc, 'LLDP'],
  [ETHER_TYPE.macsec, 'MACsec'],
  [ETHER_TYPE.backboneTag, '802.1ah service tag'],
  [0x8902, 'CFM'],
  [ETHER_TYPE.fabricPath, 'FabricPath'],
  [0x8906, 'FCoE'],
  [0x894f, 'NSH'],
  [0x88f7, 'PTP'],
  [ETHER_TYPE.qinq, 'VLAN, old style'],
]);

/** The name of an EtherType, or `unknown`. */
export function etherTypeName(etherType: number): string {
  return NAMES.get(etherType) ?? 'unknown';
}

/** Tells whether the field in an EtherType's place is the length of what follows, and that an LLC frame. */
export function isLengthField(value: number): boolean {
  return value > 0 && value <= MAX_LENGTH_FIELD;
}

/** The step to what an EtherType announces, where an LLC frame's length may stand in its place (IEEE 802.3 §3.2.6). */
export function stepAfterTypeOrLength(walk: Walk, layer: string, offset: number, value: number): Step {
  if (!isLengthField(value)) {
    return stepAfterEtherType(walk, layer, offset, value);
  }
  walk.endAt(walk.offset + value);
  return STEP.llc;
}

/** The step to what an EtherType announces; `offset` is the field's, in a header of the layer that is named. */
export function stepAfterEtherType(walk: Walk, layer: string, offset: number, etherType: number): Step {
  switch (etherType) {
    case ETHER_TYPE.ipv4:
      return STEP.ipv4;
    case ETHER_TYPE.ipv6:
      return STEP.ipv6;
    case ETHER_TYPE.vlan:
    case ETHER_TYPE.providerBridging:
    case ETHER_TYPE.qinq:
      return STEP.vlan;
    case ETHER_TYPE.mpls:
    case ETHER_TYPE.mplsMulticast:
      return STEP.mpls;
    case ETHER_TYPE.macsec:
      return STEP.macsec;
    case ETHER_TYPE.fabricPath:
      return STEP.fabricPath;
    case ETHER_TYPE.backboneTag:
      return STEP.backboneTag;
    case ETHER_TYPE.pppoeDiscovery:
    case ETHER_TYPE.pppoeSession:
      return STEP.pppoe;
    default:
      return walk.unsupported(layer, offset, 'EtherType', etherType, etherTypeName(etherType));
  }
}
