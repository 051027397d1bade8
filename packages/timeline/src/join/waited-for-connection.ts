import type { TracedCall } from '@sockscope/core/trace';
import { firstIndex } from './first-index';
import type { Flow, FlowEnd } from './flow';
import { isAccept, isSend } from './joined-call';
import type { JoinedCall } from './joined-call';
import type { JoinedPacket } from './joined-packet';
import type { Socket } from './socket';

/** Errors that an ICMP error brings about: icmp(7), RFC 1122 §4.2.3.9. */
const ICMP_ERRORS: ReadonlySet<string> = new Set(['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOPROTOOPT']);

/** What a connect() waited for: the SYN-ACK, or the ICMP error. sendto(MSG_FASTOPEN) without a cookie waits as well. */
export function connectedBy(joined: JoinedCall, end: FlowEnd): JoinedPacket | null {
  const { call } = joined;
  if (isSend(call)) {
    const isWaiting = joined === end.socket?.fastOpen && (end.track.syn?.payloadBytes ?? 0) === 0;
    return isWaiting && call.errno === null ? answerTo(end) : null;
  }
  if (call.result === 0) {
    return answerTo(end);
  }
  const isByIcmp = call.errno !== null && end.peer.track.reset === null && ICMP_ERRORS.has(call.errno);
  return isByIcmp ? end.flow.icmpError : null;
}

/** The SYN-ACK; where both ends sent a SYN, the ACK of it if there was no SYN-ACK. */
function answerTo({ peer }: FlowEnd): JoinedPacket | null {
  return peer.track.synAck ?? (peer.track.syn === null ? null : peer.track.firstAck);
}

/**
 * What an accept() waited for, which may have come long before: the handshake's last ACK; with TCP_DEFER_ACCEPT the first
 * data; with TCP Fast Open the SYN with data.
 */
export function acceptedBy({ accepted, call }: JoinedCall): JoinedPacket | null {
  const flow = accepted?.end?.flow ?? null;
  if (flow === null || call.returnNs === null) {
    return null;
  }
  const syn = flow.client.track.syn;
  const ack = acknowledgedBy(flow, call.returnNs);
  const isLate = ack?.timeNs != null && ack.timeNs > call.returnNs;
  if ((ack === null || isLate) && (syn?.payloadBytes ?? 0) > 0) {
    return syn;
  }
  const deferred = accepted?.listener?.optionBefore('TCP_DEFER_ACCEPT', call.returnNs) ?? '0';
  const data = deferred === '0' ? null : (flow.client.track.segments[0] ?? null);
  const isDataThere = data?.timeNs != null && data.timeNs <= call.returnNs;
  return isDataThere ? data : (dataForLost(ack, call, flow) ?? ack);
}

/** A server's kernel repeats its SYN-ACK after so long, unless SYN cookies have it keep nothing. */
const SYN_ACK_TIMEOUT_NS = 1_000_000_000n;

/**
 * The first data, where the ACK before it was lost behind the capture: an accept() that waited slept on for longer than a SYN-ACK waits for
 * its ACK, and no SYN-ACK was repeated. With SYN cookies (RFC 4987 §3.6) any segment that acknowledges them ends the handshake.
 */
function dataForLost(ack: JoinedPacket | null, call: TracedCall, { client, server }: Flow): JoinedPacket | null {
  const data = client.track.segments[0] ?? null;
  if (ack?.timeNs == null || data?.timeNs == null || call.returnNs === null || server.track.hasRepeatedSynAck) {
    return null;
  }
  const wasWaiting = call.enterNs <= ack.timeNs && call.returnNs - ack.timeNs >= SYN_ACK_TIMEOUT_NS;
  const isBetween = data.timeNs - ack.timeNs >= SYN_ACK_TIMEOUT_NS && data.timeNs <= call.returnNs;
  return wasWaiting && isBetween ? data : null;
}

/** The ACK that the server took: where it repeats its SYN-ACK after the first one, it had not taken that. */
function acknowledgedBy(flow: Flow, untilNs: bigint): JoinedPacket | null {
  const { lateAck } = flow.client.track;
  return lateAck?.timeNs != null && lateAck.timeNs <= untilNs ? lateAck : handshakeAckOf(flow);
}

/** What poll() on a listening socket waited for: the connection that the next accept() took. */
export function queuedFor(poll: JoinedCall, listener: Socket): JoinedPacket | null {
  const { calls } = listener;
  const after = firstIndex(calls.length, (at) => (calls[at]?.call.sequence ?? Infinity) < poll.call.sequence);
  const next = calls[after];
  return next !== undefined && isAccept(next.call) ? acceptedBy(next) : null;
}

/** The poll() by which the server knew that accept() would not wait; null where there was none. */
export function acceptingPoll(accept: JoinedCall | null): JoinedCall | null {
  const polls = accept?.socket?.polls ?? [];
  const sequence = accept?.call.sequence ?? 0;
  return polls[firstIndex(polls.length, (at) => (polls[at]?.call.sequence ?? Infinity) < sequence) - 1] ?? null;
}

/** The client's ACK that completed the handshake. */
export function handshakeAckOf({ connection, milestones }: Flow): JoinedPacket | null {
  const number = connection.handshake.ack?.packet ?? null;
  return number === null ? null : (milestones.find((packet) => packet.number === number) ?? null);
}

/** What a close() with SO_LINGER waited for: the ACK of its FIN. */
export function lingeredFor(joined: JoinedCall, end: FlowEnd): JoinedPacket | null {
  const { call, socket } = joined;
  const linger = socket?.optionBefore('SO_LINGER', call.enterNs) ?? null;
  const waits = socket?.close === joined && linger !== null && /l_onoff=[^0].*l_linger=[1-9]/.test(linger);
  const { finAck } = end.peer.track;
  const isInside = finAck?.timeNs != null && finAck.timeNs >= call.enterNs;
  return waits && isInside ? finAck : null;
}

/** What getsockopt(SO_ERROR) reports: the RST or the ICMP error. */
export function socketErrorOf({ call }: JoinedCall, end: FlowEnd): JoinedPacket | null {
  const { option, value } = call.arguments;
  const reports = option === 'SO_ERROR' && call.errno === null && value !== undefined && value !== '0';
  return reports ? (end.peer.track.reset ?? end.flow.icmpError) : null;
}
