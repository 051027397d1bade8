// AssemblyScript: what frames hold. These are put where they are called.
import { TUNNEL_PORT } from './constants';

/** A number in network byte order. */
export function load16(at: u32): u32 {
  const word: u32 = load<u16>(at);
  return ((word << 8) | (word >> 8)) & 0xffff;
}

/** The same of 32 bits. */
export function load32(at: u32): u32 {
  return bswap<u32>(load<u32>(at));
}

/** Whether stepAfterPorts() looks further at a datagram from and to these ports. */
export function mayBeTunnel(ports: u32): bool {
  if (load16(ports) === TUNNEL_PORT.teredo) {
    return true;
  }
  switch (load16(ports + 2)) {
    case TUNNEL_PORT.vxlan:
    case TUNNEL_PORT.geneve:
    case TUNNEL_PORT.gtpU:
    case TUNNEL_PORT.l2tp:
    case TUNNEL_PORT.mpls:
    case TUNNEL_PORT.teredo:
      return true;
    default:
      return false;
  }
}
