import { isGeneve } from './geneve';
import { isGtpU } from './gtp-u';
import { isL2tp } from './l2tp';
import { isMplsInUdp } from './mpls';
import type { Step } from './step';
import { STEP } from './step';
import { isTeredo } from './teredo';
import { isVxlan } from './vxlan';
import type { Walk } from './walk';

/** https://www.iana.org/assignments/service-names-port-numbers. */
export const TUNNEL_PORT = { l2tp: 1701, gtpU: 2152, teredo: 3544, vxlan: 4789, geneve: 6081, mpls: 6635 } as const;

/**
 * The step to the tunnel that a datagram's ports announce. A port is a hint only, as any program may use it: what cannot
 * be a packet of that tunnel stays a plain datagram.
 */
export function stepAfterPorts(walk: Walk): Step {
  const { sourcePort, destinationPort } = walk.facts;
  switch (destinationPort) {
    case TUNNEL_PORT.vxlan:
      return isVxlan(walk) ? STEP.vxlan : STEP.end;
    case TUNNEL_PORT.geneve:
      return isGeneve(walk) ? STEP.geneve : STEP.end;
    case TUNNEL_PORT.gtpU:
      return isGtpU(walk) ? STEP.gtpU : STEP.end;
    case TUNNEL_PORT.l2tp:
      return isL2tp(walk) ? STEP.l2tp : STEP.end;
    case TUNNEL_PORT.mpls:
      return isMplsInUdp(walk) ? STEP.mpls : STEP.end;
    case TUNNEL_PORT.teredo:
      return isTeredo(walk) ? STEP.teredo : STEP.end;
    default:
      // Teredo's servers answer from their port; the other tunnels send to it only.
      return sourcePort === TUNNEL_PORT.teredo && isTeredo(walk) ? STEP.teredo : STEP.end;
  }
}
