import { ClockBounds } from '../clocks/clock-bounds';
import { estimateClock } from '../clocks/estimate-clock';
import type { ClockEstimate } from '../model';
import type { FlowEnd } from './flow';
import { exchangeOf } from './datagram-exchange';
import type { DatagramPair } from './datagram-direction';
import { firstIndex } from './first-index';
import type { JoinedPacket } from './joined-packet';
import type { ProcessCalls } from './process-calls';
import type { Socket } from './socket';
import { handshakeAckOf } from './waited-for-connection';

/** Estimates the clock of a process against the capture's, from the calls and packets that only their order bounds. */
export function processClock({ process, calls, sockets }: ProcessCalls): ClockEstimate {
  const firstNs = calls[0]?.call.enterNs ?? 0n;
  const bounds = new ClockBounds(firstNs, calls.at(-1)?.call.enterNs ?? firstNs);
  for (const socket of sockets) {
    if (socket.end !== null) {
      boundByHandshake(socket, socket.end, bounds);
      boundByData(socket.end, bounds);
      made(bounds, socket.end.shutdown?.call.enterNs ?? socket.close?.call.enterNs, socket.end.track.fin);
    }
    socket.exchanges.forEach((end) => boundByDatagrams(socket, end, bounds));
  }
  return estimateClock(process.name, bounds);
}

function boundByHandshake({ connect, accept }: Socket, end: FlowEnd, bounds: ClockBounds): void {
  made(bounds, connect?.call.enterNs, end.track.syn);
  if (connect?.call.result === 0) {
    waited(bounds, connect.call.returnNs, end.peer.track.synAck);
  }
  // With TCP Fast Open it may return before that ACK: bytes in the SYN tell of it.
  if (accept !== null && (end.peer.track.syn?.payloadBytes ?? 0) === 0) {
    waited(bounds, accept.call.returnNs, handshakeAckOf(end.flow));
  }
}

function boundByData(end: FlowEnd, bounds: ClockBounds): void {
  const { segments } = end.track;
  for (const { from, call } of end.sends) {
    const place = firstIndex(segments.length, (at) => (segments[at]?.to ?? Infinity) <= from);
    made(bounds, call.enterNs, segments[place] ?? null);
  }
  for (const { to, call } of end.receives) {
    waited(bounds, call.returnNs, end.heard.arrivals.packetOf(to - 1));
  }
}

/** What was joined by its time tells nothing of the time. */
function boundByDatagrams(socket: Socket, end: FlowEnd, bounds: ClockBounds): void {
  const { sent, received } = exchangeOf(end.flow).timelessOf(end);
  const isOwn = ({ joined }: DatagramPair): boolean => joined.socket === socket;
  sent.filter(isOwn).forEach(({ joined, packet }) => made(bounds, joined.call.enterNs, packet));
  received.filter(isOwn).forEach(({ joined, packet }) => waited(bounds, joined.call.returnNs, packet));
}

function made(bounds: ClockBounds, enterNs: bigint | undefined, packet: JoinedPacket | null): void {
  if (enterNs !== undefined && packet?.timeNs != null) {
    // A capture of coarse times cuts them down.
    bounds.madeBy(enterNs, packet.timeNs + (packet.sender?.flow.clock.grainNs ?? 1n) - 1n);
  }
}

function waited(bounds: ClockBounds, returnNs: bigint | null, packet: JoinedPacket | null): void {
  if (returnNs !== null && packet?.timeNs != null) {
    bounds.waitedFor(returnNs, packet.timeNs);
  }
}
