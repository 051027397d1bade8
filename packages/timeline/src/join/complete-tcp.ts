import type { CapturedPacket } from '@sockscope/capture';
import type { TracedCall } from '@sockscope/core/trace';
import { wasThereAtReturn } from './clock';
import type { Flow, Span } from './flow';
import type { TcpPast } from './join-tcp';
import { isReceive, isSend } from './joined-call';
import type { JoinedCall } from './joined-call';
import type { LinkBook } from './link-book';
import type { Socket } from './socket';
import type { TcpTrack } from './tcp-track';

/** Errors by which a reset reports itself besides EPIPE: recv(2), send(2), connect(2). */
const RESET_ERRORS: ReadonlySet<string> = new Set(['ECONNRESET', 'ECONNREFUSED']);
/** Errors of connect() that an ICMP error brings about: icmp(7), RFC 1122 §4.2.3.9. */
const ICMP_ERRORS: ReadonlySet<string> = new Set(['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOPROTOOPT']);

/** Links each call of a TCP connection that waited to the packet that let it return. */
export function completeTcp(flow: Flow, past: TcpPast, book: LinkBook): void {
  completeConnect(flow, past, book);
  completeAccept(flow, book);
  for (const end of [flow.client, flow.server]) {
    const peerPast = end.side === 'client' && !flow.isSelfConnected ? past.server : past.client;
    end.receives.forEach((span) => completeReceive(span, peerPast.arrivals.packetOf(span.to - 1), book));
    if (end.positionsUnknown === null && end.socket !== null) {
      completePolls(end.socket, end.receives, peerPast, book);
      completePeeks(end.socket, end.receives, peerPast, book);
    }
    if (end.socket !== null) {
      completeByFlags(end.socket, peerPast, book);
    }
  }
}

function completeConnect({ client, connection }: Flow, past: TcpPast, book: LinkBook): void {
  const { connect } = client;
  if (connect === null || connect.call.call !== 'connect') {
    return;
  }
  const { result, errno } = connect.call;
  const { synAck } = connection.handshake;
  let waitedFor: CapturedPacket | null = null;
  if (result === 0) {
    waitedFor = synAck === null ? null : book.packet(synAck.packet);
  } else if (errno !== null && past.server.reset === null && ICMP_ERRORS.has(errno)) {
    waitedFor = past.icmpError;
  }
  completeIfThere(connect, waitedFor, book);
}

/** accept() may return long after the handshake's last ACK came, and waited for it all the same. */
function completeAccept({ server, connection }: Flow, book: LinkBook): void {
  const { ack } = connection.handshake;
  if (server.accept !== null && ack !== null) {
    completeIfThere(server.accept, book.packet(ack.packet), book);
  }
}

function completeReceive({ call, from, to }: Span, packet: number | null, book: LinkBook): void {
  const found = packet === null ? null : book.packet(packet);
  if (found !== null) {
    const stream = found.flow?.stream ?? null;
    const bytes = stream === null ? null : { from: Math.max(from, stream.from), to: Math.min(to, stream.to) };
    book.completes(call, found, bytes);
  }
}

/** poll() that found a socket readable waited for its first unread byte, or for the FIN or the RST that ends it. */
function completePolls(
  socket: Socket,
  receives: readonly Span[],
  { arrivals, fin, reset }: TcpTrack,
  book: LinkBook,
): void {
  let next = 0;
  for (const poll of socket.polls) {
    while ((receives[next]?.call.call.sequence ?? Infinity) < poll.call.sequence) {
      next += 1;
    }
    const watched = poll.call.arguments.descriptors?.find(({ fd }) => fd === socket.fd);
    if (watched?.returnedEvents.includes('POLLIN') === true) {
      const unread = arrivals.packetOf(receives[next - 1]?.to ?? 0);
      completeIfThere(poll, unread === null ? (fin ?? reset) : book.packet(unread), book);
    }
  }
}

/** MSG_PEEK takes no byte, and waits like a recv() in its place. */
function completePeeks({ calls }: Socket, receives: readonly Span[], { arrivals }: TcpTrack, book: LinkBook): void {
  let next = 0;
  for (const joined of calls) {
    const { call } = joined;
    if (receives[next]?.call === joined) {
      next += 1;
    } else if (isReceive(call) && call.arguments.flags?.includes('MSG_PEEK') === true && (call.result ?? 0) > 0) {
      const last = (receives[next - 1]?.to ?? 0) + (call.result ?? 0) - 1;
      const packet = arrivals.packetOf(last);
      completeIfThere(joined, packet === null ? null : book.packet(packet), book);
    }
  }
}

/**
 * The end of a stream waited for the FIN, an error for the RST; not so where the socket's own shutdown() of that
 * direction came first, which brings about the same without any packet (shutdown(2)).
 */
function completeByFlags({ calls }: Socket, { fin, reset }: TcpTrack, book: LinkBook): void {
  const readingEndsNs = ownShutdownNs(calls, 'SHUT_WR');
  const writingEndsNs = ownShutdownNs(calls, 'SHUT_RD');
  for (const joined of calls) {
    const { call } = joined;
    if (isReceive(call) && call.result === 0 && call.arguments.lengthBytes !== 0) {
      completeIfThere(joined, cameBefore(fin ?? reset, readingEndsNs), book);
    } else if (isSend(call) && call.errno === 'EPIPE') {
      completeIfThere(joined, cameBefore(reset, writingEndsNs), book);
    } else if (isReset(call)) {
      completeIfThere(joined, reset, book);
    }
  }
}

function isReset(call: TracedCall): boolean {
  const canReport = isReceive(call) || isSend(call) || call.call === 'connect';
  return canReport && call.errno !== null && RESET_ERRORS.has(call.errno);
}

/** When the first shutdown() entered that ends a direction. @param other the argument that ends only the other one */
function ownShutdownNs(calls: readonly JoinedCall[], other: 'SHUT_RD' | 'SHUT_WR'): bigint | null {
  const ending = calls.find(
    ({ call }) => call.call === 'shutdown' && call.errno === null && call.arguments.how !== other,
  );
  return ending?.call.enterNs ?? null;
}

function cameBefore(packet: CapturedPacket | null, timeNs: bigint | null): CapturedPacket | null {
  const isLate = timeNs !== null && packet !== null && (packet.timestampNs ?? timeNs) >= timeNs;
  return isLate ? null : packet;
}

function completeIfThere(joined: JoinedCall, packet: CapturedPacket | null, book: LinkBook): void {
  if (packet !== null && wasThereAtReturn(joined.call, packet.timestampNs)) {
    book.completes(joined, packet);
  }
}
