import type { Step } from './step';
import { STEP } from './step';

/** Link types that are decoded, by the names of https://www.tcpdump.org/linktypes.html. */
export const LINK_TYPE = {
  null: 0,
  ethernet: 1,
  ppp: 9,
  fddi: 10,
  /** DLT_RAW as some systems wrote it to files; LINKTYPE_RAW is 101. */
  rawOld: 12,
  /** DLT_RAW as OpenBSD wrote it to files. */
  rawOpenBsd: 14,
  pppHdlc: 50,
  pppEther: 51,
  raw: 101,
  ciscoHdlc: 104,
  ieee80211: 105,
  frameRelay: 107,
  loop: 108,
  linuxSll: 113,
  /** Or the AVS header, which may stand in its place. */
  prism: 119,
  radiotap: 127,
  avs: 163,
  ppi: 192,
  ipv4: 228,
  ipv6: 229,
  nflog: 239,
  linuxSll2: 276,
} as const;

const NAMES: ReadonlyMap<number, string> = new Map([
  [LINK_TYPE.null, 'NULL'],
  [LINK_TYPE.ethernet, 'ETHERNET'],
  [6, 'IEEE802_5'],
  [LINK_TYPE.ppp, 'PPP'],
  [LINK_TYPE.fddi, 'FDDI'],
  [LINK_TYPE.rawOld, 'RAW'],
  [LINK_TYPE.rawOpenBsd, 'RAW'],
  [LINK_TYPE.pppHdlc, 'PPP_HDLC'],
  [LINK_TYPE.pppEther, 'PPP_ETHER'],
  [100, 'ATM_RFC1483'],
  [LINK_TYPE.raw, 'RAW'],
  [LINK_TYPE.ciscoHdlc, 'C_HDLC'],
  [LINK_TYPE.ieee80211, 'IEEE802_11'],
  [LINK_TYPE.frameRelay, 'FRELAY'],
  [LINK_TYPE.loop, 'LOOP'],
  [LINK_TYPE.linuxSll, 'LINUX_SLL'],
  [117, 'PFLOG'],
  [LINK_TYPE.prism, 'IEEE802_11_PRISM'],
  [LINK_TYPE.avs, 'IEEE802_11_AVS'],
  [LINK_TYPE.ppi, 'PPI'],
  [LINK_TYPE.radiotap, 'IEEE802_11_RADIOTAP'],
  [187, 'BLUETOOTH_HCI_H4'],
  [189, 'USB_LINUX'],
  [220, 'USB_LINUX_MMAPPED'],
  [LINK_TYPE.ipv4, 'IPV4'],
  [LINK_TYPE.ipv6, 'IPV6'],
  [LINK_TYPE.nflog, 'NFLOG'],
  [249, 'USBPCAP'],
  [253, 'NETLINK'],
  [LINK_TYPE.linuxSll2, 'LINUX_SLL2'],
]);

/** The name without `LINKTYPE_`, or `unknown`. */
export function linkTypeName(linkType: number): string {
  return NAMES.get(linkType) ?? 'unknown';
}

/** The step to a frame's first header; `end` for a link type without decoder. */
export function stepOfLinkType(linkType: number): Step {
  switch (linkType) {
    case LINK_TYPE.ethernet:
      return STEP.ethernet;
    case LINK_TYPE.linuxSll:
      return STEP.linuxSll;
    case LINK_TYPE.linuxSll2:
      return STEP.linuxSll2;
    case LINK_TYPE.null:
      return STEP.nullLoopback;
    case LINK_TYPE.loop:
      return STEP.loopback;
    case LINK_TYPE.ipv4:
      return STEP.ipv4;
    case LINK_TYPE.ipv6:
      return STEP.ipv6;
    case LINK_TYPE.ppp:
    case LINK_TYPE.pppHdlc:
      return STEP.pppHdlc;
    case LINK_TYPE.pppEther:
      return STEP.pppoe;
    case LINK_TYPE.ciscoHdlc:
      return STEP.ciscoHdlc;
    case LINK_TYPE.ieee80211:
      return STEP.ieee80211;
    case LINK_TYPE.frameRelay:
      return STEP.frameRelay;
    case LINK_TYPE.fddi:
      return STEP.fddi;
    case LINK_TYPE.nflog:
      return STEP.nflog;
    case LINK_TYPE.prism:
    case LINK_TYPE.avs:
      return STEP.prism;
    case LINK_TYPE.ppi:
      return STEP.ppi;
    case LINK_TYPE.radiotap:
      return STEP.radiotap;
    case LINK_TYPE.raw:
    case LINK_TYPE.rawOld:
    case LINK_TYPE.rawOpenBsd:
      return STEP.rawIp;
    default:
      return STEP.end;
  }
}
