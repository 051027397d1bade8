import { firstIndex } from './first-index';
import type { FlowEnd } from './flow';
import { isReceive, isSend, movesBytes } from './joined-call';
import type { JoinedCall } from './joined-call';
import type { JoinedPacket } from './joined-packet';
import type { Socket } from './socket';

/** A receive that slept on for so long after its data had been sent had not got them. */
const LOST_NS = 10_000_000n;

/**
 * The packet that made the last byte readable which a receive took. Where the byte was sent again while the receive
 * waited, long after it had been sent first, the first copy had been lost.
 */
export function receivedFrom({ to, call }: JoinedCall, end: FlowEnd): JoinedPacket | null {
  if (end.positionsUnknown !== null) {
    return null;
  }
  const first = end.heard.arrivals.packetOf(to - 1);
  const again = end.heard.repeatOf(to - 1);
  if (first?.timeNs == null || again?.timeNs == null || again.timeNs - first.timeNs < LOST_NS) {
    return first;
  }
  const wasWaiting = call.enterNs <= again.timeNs && call.returnNs !== null && call.returnNs >= again.timeNs;
  return wasWaiting ? again : first;
}

/** MSG_PEEK takes no byte, and waits like a recv() in its place. */
export function peekedFrom(joined: JoinedCall, end: FlowEnd): JoinedPacket | null {
  const saw = !movesBytes(joined.call) && joined.to > joined.from;
  return saw ? receivedFrom(joined, end) : null;
}

/**
 * The end of a stream waited for the FIN, an error for the RST; not so where the socket's own shutdown() of that
 * direction came first, which brings about the same without any packet (shutdown(2)).
 */
export function endedBy({ call }: JoinedCall, end: FlowEnd): JoinedPacket | null {
  const { socket } = end;
  const { fin, reset } = end.heard;
  if (socket === null) {
    return null;
  }
  if (isReceive(call) && call.result === 0) {
    return call.arguments.lengthBytes === 0 ? null : cameBefore(fin ?? reset, socket.shutdownOf('SHUT_WR'));
  }
  if (isSend(call) && call.errno === 'EPIPE') {
    return cameBefore(reset, socket.shutdownOf('SHUT_RD'));
  }
  const isReset = call.errno === 'ECONNRESET' || call.errno === 'ECONNREFUSED';
  return isReset ? (end.flow.isSelfConnected ? reset : end.peer.track.reset) : null;
}

function cameBefore(packet: JoinedPacket | null, shutdown: JoinedCall | null): JoinedPacket | null {
  const timeNs = shutdown?.call.enterNs ?? null;
  const isLate = timeNs !== null && packet !== null && (packet.timeNs ?? timeNs) >= timeNs;
  return isLate ? null : packet;
}

/**
 * poll() that found a socket readable waited for its first unread byte, or for the FIN or the RST that ends it; on a
 * listening socket see acceptedBy().
 */
export function readableBy(poll: JoinedCall, end: FlowEnd): JoinedPacket | null {
  const { socket } = end;
  if (socket === null || end.positionsUnknown !== null || !returned(poll, end, 'POLLIN')) {
    return null;
  }
  const { arrivals, fin, reset } = end.heard;
  return arrivals.packetOf(unreadAt(poll, end)) ?? fin ?? reset;
}

/** The first byte that no receive before that poll() had taken. */
export function unreadAt({ call }: JoinedCall, { receives }: FlowEnd): number {
  const before = firstIndex(receives.length, (at) => (receives[at]?.call.sequence ?? Infinity) < call.sequence);
  return receives[before - 1]?.to ?? 0;
}

/** True if poll() reported that event of the end's socket. */
export function returned(poll: JoinedCall, { socket }: FlowEnd, event: string): boolean {
  return socket !== null && eventsOf(poll, socket).includes(event);
}

/** True if poll() reported anything of that socket. */
export function foundAnything(poll: JoinedCall, socket: Socket): boolean {
  return eventsOf(poll, socket).length > 0;
}

function eventsOf({ call, watched }: JoinedCall, socket: Socket): readonly string[] {
  // poll(2): a negative descriptor is ignored.
  const descriptors = (call.arguments.descriptors ?? []).filter(({ fd }) => fd >= 0);
  return watched.flatMap((other, at) => (other === socket ? (descriptors[at]?.returnedEvents ?? []) : []));
}
