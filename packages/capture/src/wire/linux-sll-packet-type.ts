// sll_pkttype, packet(7).
const NAMES = ['to us', 'broadcast', 'multicast', 'to another host', 'from us'];

/** Who a packet of a cooked capture was for, in words. */
export function packetTypeName(packetType: number): string {
  return NAMES[packetType] ?? 'unknown';
}
