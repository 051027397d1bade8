import type { CapturedPacket } from '@sockscope/capture';
import { byKernel, byNobodyKnown } from './verdict';
import type { Verdict } from './verdict';

// Destination unreachable: port unreachable, RFC 792 and RFC 4443 §3.1.
const ICMP_UNREACHABLE = 3;
const ICMP_PORT_UNREACHABLE = 3;
const ICMPV6_UNREACHABLE = 1;
const ICMPV6_PORT_UNREACHABLE = 4;

/** Tells who made an ICMP error: for an unreachable port the kernel of the host that was asked, else somebody on the way. */
export function icmpVerdict({ protocol, icmp }: CapturedPacket): Verdict {
  if (icmp === null) {
    return byNobodyKnown('belongs to the connection, but its header could not be read');
  }
  const isUnreachablePort =
    protocol === 'icmpv6'
      ? icmp.type === ICMPV6_UNREACHABLE && icmp.code === ICMPV6_PORT_UNREACHABLE
      : icmp.type === ICMP_UNREACHABLE && icmp.code === ICMP_PORT_UNREACHABLE;
  return isUnreachablePort
    ? byKernel('port-unreachable', 'no socket is bound to that port: the kernel says so by ICMP')
    : byNobodyKnown(`an ICMP error of the host or of a router on the way: ${icmp.text}`);
}
