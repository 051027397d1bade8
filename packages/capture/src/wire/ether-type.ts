import type { Step } from './step';
import { STEP } from './step';
import type { Walk } from './walk';

// https://www.iana.org/assignments/ieee-802-numbers. Values up to 1500 are lengths instead (IEEE 802.3 §3.2.6).
export const ETHER_TYPE = { ipv4: 0x0800, ipv6: 0x86dd, vlan: 0x8100, providerBridging: 0x88a8, qinq: 0x9100 } as const;

export const MAX_LENGTH_FIELD = 1500;

const NAMES: ReadonlyMap<number, string> = new Map([
  [ETHER_TYPE.ipv4, 'IPv4'],
  [0x0806, 'ARP'],
  [0x0842, 'Wake-on-LAN'],
  [0x8035, 'RARP'],
  [ETHER_TYPE.vlan, '802.1Q VLAN'],
  [ETHER_TYPE.ipv6, 'IPv6'],
  [0x8808, 'Ethernet flow control'],
  [0x8809, 'slow protocols (LACP)'],
  [0x8847, 'MPLS'],
  [0x8848, 'MPLS multicast'],
  [0x8863, 'PPPoE discovery'],
  [0x8864, 'PPPoE session'],
  [0x888e, 'EAP over LAN'],
  [ETHER_TYPE.providerBridging, '802.1ad VLAN'],
  [0x88cc, 'LLDP'],
  [0x88e5, 'MACsec'],
  [0x88f7, 'PTP'],
  [ETHER_TYPE.qinq, 'VLAN, old style'],
]);

/** The name of an EtherType; `LLC` for a length field, `unknown` where it has none here. */
export function etherTypeName(etherType: number): string {
  return etherType <= MAX_LENGTH_FIELD ? 'LLC' : (NAMES.get(etherType) ?? 'unknown');
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
    default:
      return walk.unsupported(layer, offset, 'EtherType', etherType, etherTypeName(etherType));
  }
}
