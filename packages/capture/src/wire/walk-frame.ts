import { scanBackboneTag } from './backbone-tag';
import { scanCiscoHdlc } from './cisco-hdlc';
import { scanErspan2, scanErspan3 } from './erspan';
import { scanEtherIp } from './ether-ip';
import { scanEthernet } from './ethernet';
import { scanFabricPath } from './fabric-path';
import { scanFddi } from './fddi';
import { scanFrameRelay } from './frame-relay';
import { scanGeneve } from './geneve';
import { scanGre } from './gre';
import { scanGtpU } from './gtp-u';
import { scanIcmp } from './icmp';
import { endQuote, scanQuotedPorts, stepInQuote } from './icmp-quote';
import { scanIeee80211 } from './ieee80211';
import { scanIpv4 } from './ipv4';
import { scanIpv6 } from './ipv6';
import { scanIpv6Extension } from './ipv6-extension';
import { scanL2tp } from './l2tp';
import { linkTypeName, stepOfLinkType } from './link-type';
import { scanLinuxSll } from './linux-sll';
import { scanLinuxSll2 } from './linux-sll2';
import { scanLlc } from './llc';
import { scanLoopback, scanNullLoopback } from './loopback';
import { scanMacsec } from './macsec';
import { scanMpls } from './mpls';
import { scanNflog } from './nflog';
import { scanPpi } from './ppi';
import { scanPpp, scanPppHdlc } from './ppp';
import { scanPppoe } from './pppoe';
import { scanPrism } from './prism';
import { scanRadiotap } from './radiotap';
import { scanRawIp } from './raw-ip';
import { scanSctp } from './sctp';
import type { Step } from './step';
import { STEP } from './step';
import { scanTcp } from './tcp';
import { scanTeredo } from './teredo';
import { scanUdp } from './udp';
import { scanUdpLite } from './udp-lite';
import { scanVlan } from './vlan';
import { scanVxlan } from './vxlan';
import type { Walk } from './walk';

/**
 * Walks through the headers of a frame, outermost first, and leaves what they say in `walk.facts`; this is the only way
 * through a frame, for millions of frames and for the one on screen. Every header takes at least two bytes, so the
 * number of steps is bounded by the frame's length, however it nests.
 */
export function walkFrame(walk: Walk, start: number, capturedBytes: number, wireBytes: number, linkType: number): void {
  walk.facts.clear();
  walk.frameStart = start;
  walk.offset = start;
  walk.capturedEnd = start + capturedBytes;
  walk.wireEnd = start + Math.max(capturedBytes, wireBytes);
  let step = stepOfLinkType(linkType);
  if (step === STEP.end) {
    walk.unsupported('link', start, 'link type', linkType, linkTypeName(linkType));
  }
  while (step !== STEP.end) {
    const offset = walk.offset;
    const isQuoted = walk.quoteOf !== null;
    const next = scanHeader(walk, step);
    if (walk.trail !== null && walk.offset > offset) {
      const { capturedEnd, wireEnd } = walk;
      walk.trail.push({ step, offset, length: walk.offset - offset, capturedEnd, wireEnd, isQuoted });
    }
    step = isQuoted ? stepInQuote(next) : next;
  }
  if (walk.quoteOf !== null) {
    endQuote(walk, walk.quoteOf);
  }
}

function scanHeader(walk: Walk, step: Step): Step {
  switch (step) {
    case STEP.ethernet:
      return scanEthernet(walk);
    case STEP.ipv4:
      return scanIpv4(walk);
    case STEP.tcp:
      return scanTcp(walk);
    case STEP.udp:
      return scanUdp(walk);
    case STEP.ipv6:
      return scanIpv6(walk);
    case STEP.vlan:
      return scanVlan(walk);
    case STEP.linuxSll:
      return scanLinuxSll(walk);
    case STEP.linuxSll2:
      return scanLinuxSll2(walk);
    case STEP.nullLoopback:
      return scanNullLoopback(walk);
    case STEP.loopback:
      return scanLoopback(walk);
    case STEP.rawIp:
      return scanRawIp(walk);
    case STEP.hopByHop:
    case STEP.routing:
    case STEP.fragment:
    case STEP.authentication:
    case STEP.destinationOptions:
      return scanIpv6Extension(walk, step);
    case STEP.icmp:
      return scanIcmp(walk, 4);
    case STEP.icmpv6:
      return scanIcmp(walk, 6);
    case STEP.llc:
      return scanLlc(walk);
    case STEP.mpls:
      return scanMpls(walk);
    case STEP.pppoe:
      return scanPppoe(walk);
    case STEP.ppp:
      return scanPpp(walk);
    case STEP.pppHdlc:
      return scanPppHdlc(walk);
    case STEP.ciscoHdlc:
      return scanCiscoHdlc(walk);
    case STEP.ieee80211:
      return scanIeee80211(walk, false);
    case STEP.ieee80211Padded:
      return scanIeee80211(walk, true);
    case STEP.radiotap:
      return scanRadiotap(walk);
    case STEP.gre:
      return scanGre(walk);
    case STEP.erspan2:
      return scanErspan2(walk);
    case STEP.erspan3:
      return scanErspan3(walk);
    case STEP.vxlan:
      return scanVxlan(walk);
    case STEP.geneve:
      return scanGeneve(walk);
    case STEP.gtpU:
      return scanGtpU(walk);
    case STEP.teredo:
      return scanTeredo(walk);
    case STEP.sctp:
      return scanSctp(walk);
    case STEP.udpLite:
      return scanUdpLite(walk);
    case STEP.frameRelay:
      return scanFrameRelay(walk);
    case STEP.etherIp:
      return scanEtherIp(walk);
    case STEP.l2tp:
      return scanL2tp(walk);
    case STEP.backboneTag:
      return scanBackboneTag(walk);
    case STEP.macsec:
      return scanMacsec(walk);
    case STEP.fddi:
      return scanFddi(walk);
    case STEP.nflog:
      return scanNflog(walk);
    case STEP.ppi:
      return scanPpi(walk);
    case STEP.prism:
      return scanPrism(walk);
    case STEP.fabricPath:
      return scanFabricPath(walk);
    case STEP.quotedPorts:
      return scanQuotedPorts(walk);
    case STEP.end:
      return STEP.end;
  }
}
