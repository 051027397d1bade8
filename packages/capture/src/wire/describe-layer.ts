import { describeBackboneTag } from './backbone-tag';
import { describeCiscoHdlc } from './cisco-hdlc';
import { describeErspan } from './erspan';
import { describeEtherIp } from './ether-ip';
import { describeEthernet } from './ethernet';
import { field } from './field';
import { describeFabricPath } from './fabric-path';
import { describeFddi } from './fddi';
import { describeFrameRelay } from './frame-relay';
import { describeGeneve } from './geneve';
import { describeGre } from './gre';
import { describeGtpU } from './gtp-u';
import { describeIcmp } from './icmp';
import { describeIeee80211 } from './ieee80211';
import { describeIpv4 } from './ipv4';
import { describeIpv6 } from './ipv6';
import { describeIpv6Extension } from './ipv6-extension';
import { describeLinuxSll } from './linux-sll';
import { describeLinuxSll2 } from './linux-sll2';
import { describeL2tp } from './l2tp';
import { describeLlc } from './llc';
import { describeLoopback } from './loopback';
import { describeMacsec } from './macsec';
import { describeMpls } from './mpls';
import { describeNflog } from './nflog';
import type { PacketField } from './packet-detail';
import { describePorts } from './ports';
import { describePpi } from './ppi';
import { describePpp } from './ppp';
import { describePppoe } from './pppoe';
import { describePrism } from './prism';
import { describeRadiotap } from './radiotap';
import { describeSctp } from './sctp';
import { STEP } from './step';
import { describeTcp } from './tcp';
import { describeTeredo } from './teredo';
import { describeUdp } from './udp';
import { describeUdpLite } from './udp-lite';
import { describeVlan } from './vlan';
import { describeVxlan } from './vxlan';
import type { Layer } from './walk';

/** Gives a header that a walk has passed as a tree of fields. */
export function describeLayer(frame: DataView, layer: Layer): PacketField {
  switch (layer.step) {
    case STEP.ethernet:
      return describeEthernet(frame, layer);
    case STEP.vlan:
      return describeVlan(frame, layer);
    case STEP.linuxSll:
      return describeLinuxSll(frame, layer);
    case STEP.linuxSll2:
      return describeLinuxSll2(frame, layer);
    case STEP.nullLoopback:
      return describeLoopback(frame, layer, 'host');
    case STEP.loopback:
      return describeLoopback(frame, layer, 'network');
    case STEP.ipv4:
      return describeIpv4(frame, layer);
    case STEP.ipv6:
      return describeIpv6(frame, layer);
    case STEP.hopByHop:
    case STEP.routing:
    case STEP.fragment:
    case STEP.authentication:
    case STEP.destinationOptions:
      return describeIpv6Extension(frame, layer, layer.step);
    case STEP.tcp:
      return describeTcp(frame, layer);
    case STEP.udp:
      return describeUdp(frame, layer);
    case STEP.icmp:
      return describeIcmp(frame, layer, 4);
    case STEP.icmpv6:
      return describeIcmp(frame, layer, 6);
    case STEP.llc:
      return describeLlc(frame, layer);
    case STEP.mpls:
      return describeMpls(frame, layer);
    case STEP.pppoe:
      return describePppoe(frame, layer);
    case STEP.ppp:
      return describePpp(frame, layer);
    case STEP.ciscoHdlc:
      return describeCiscoHdlc(frame, layer);
    case STEP.ieee80211:
    case STEP.ieee80211Padded:
      return describeIeee80211(frame, layer);
    case STEP.radiotap:
      return describeRadiotap(frame, layer);
    case STEP.gre:
      return describeGre(frame, layer);
    case STEP.erspan2:
    case STEP.erspan3:
      return describeErspan(frame, layer);
    case STEP.vxlan:
      return describeVxlan(frame, layer);
    case STEP.geneve:
      return describeGeneve(frame, layer);
    case STEP.gtpU:
      return describeGtpU(frame, layer);
    case STEP.teredo:
      return describeTeredo(frame, layer);
    case STEP.sctp:
      return describeSctp(frame, layer);
    case STEP.udpLite:
      return describeUdpLite(frame, layer);
    case STEP.frameRelay:
      return describeFrameRelay(frame, layer);
    case STEP.etherIp:
      return describeEtherIp(frame, layer);
    case STEP.l2tp:
      return describeL2tp(frame, layer);
    case STEP.backboneTag:
      return describeBackboneTag(frame, layer);
    case STEP.macsec:
      return describeMacsec(frame, layer);
    case STEP.fddi:
      return describeFddi(frame, layer);
    case STEP.nflog:
      return describeNflog(frame, layer);
    case STEP.ppi:
      return describePpi(frame, layer);
    case STEP.prism:
      return describePrism(frame, layer);
    case STEP.fabricPath:
      return describeFabricPath(frame, layer);
    case STEP.quotedPorts:
      return describePorts(frame, layer);
    case STEP.rawIp:
    case STEP.pppHdlc:
    case STEP.end:
      // They take no bytes.
      return field('', '', layer.offset, layer.length);
  }
}
