import type { TracedCall } from '@sockscope/core/trace';
import { firstIndex } from './first-index';
import type { FlowEnd } from './flow';
import { isReceive, isSend, movesBytes } from './joined-call';
import type { JoinedCall } from './joined-call';
import type { JoinedPacket } from './joined-packet';
import type { Socket } from './socket';
import type { Span } from './spans';
import { saysDuplicate } from './duplicate-sack';

/** A receive that slept on for so long after its data had been sent had not got them. */
const LOST_NS = 10_000_000n;

/**
 * The packet that made the last byte readable which a receive took. Where bytes up to there had been sent again before the
 * receive returned, long after that and unacknowledged until then, either copy may have been lost. A D-SACK
 * says that the first had come; else a receive that slept on until the last copy had not got the others. Where nothing tells there is none.
 */
export function receivedFrom(joined: JoinedCall, end: FlowEnd): JoinedPacket | null {
  return end.positionsUnknown === null ? bringerOf(joined, joined.call, end) : null;
}

function bringerOf({ to }: Pick<Span, 'to'>, call: TracedCall, end: FlowEnd): JoinedPacket | null {
  const { returnNs } = call;
  const first = end.heard.arrivals.packetOf(to - 1);
  const again = returnNs === null ? null : end.heard.repeatBefore(to, returnNs);
  if (first?.timeNs == null || again?.timeNs == null || again.timeNs - first.timeNs < LOST_NS) {
    return first;
  }
  if (saysDuplicate(end, again.from, again)) {
    // Of several copies before it, any may have been the one.
    return end.heard.repeatBefore(to, again.timeNs - 1n) === null ? first : null;
  }
  return call.enterNs <= again.timeNs ? again : null;
}

/** The FIN that ended the stream for a call; the same where it had been sent again. */
function endOf(call: TracedCall, { heard, flow }: FlowEnd): JoinedPacket | null {
  const { fin } = heard;
  const { returnNs } = call;
  if (fin?.timeNs == null || returnNs === null || heard.lastFinNs === fin.timeNs) {
    return fin;
  }
  const hearer = heard === flow.client.track ? flow.server : flow.client;
  const ackNumber = hearer.track.finAck?.number ?? Infinity;
  const again = flow.milestones.findLast(
    ({ kind, sender, timeNs, number }) =>
      kind === 'fin-again' && sender?.track === heard && timeNs !== null && timeNs <= returnNs && number < ackNumber,
  );
  if (again?.timeNs == null || again.timeNs - fin.timeNs < LOST_NS) {
    return fin;
  }
  return call.enterNs <= again.timeNs ? again : null;
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
    const ending = fin === null ? reset : endOf(call, end);
    return call.arguments.lengthBytes === 0 ? null : cameBefore(ending, socket.shutdownOf('SHUT_WR'));
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
  const byte = unreadAt(poll, end);
  if (arrivals.packetOf(byte) !== null) {
    return bringerOf({ to: byte + 1 }, poll.call, end);
  }
  return fin === null ? reset : endOf(poll.call, end);
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
