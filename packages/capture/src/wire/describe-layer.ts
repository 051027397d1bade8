import { describeEthernet } from './ethernet';
import { field } from './field';
import { describeIcmp } from './icmp';
import { describeIpv4 } from './ipv4';
import { describeIpv6 } from './ipv6';
import { describeIpv6Extension } from './ipv6-extension';
import { describeLinuxSll } from './linux-sll';
import { describeLinuxSll2 } from './linux-sll2';
import { describeLoopback } from './loopback';
import type { PacketField } from './packet-detail';
import { describePorts } from './ports';
import { STEP } from './step';
import { describeTcp } from './tcp';
import { describeUdp } from './udp';
import { describeVlan } from './vlan';
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
    case STEP.quotedPorts:
      return describePorts(frame, layer);
    case STEP.rawIp:
    case STEP.end:
      // They take no bytes.
      return field('', '', layer.offset, layer.length);
  }
}
