import { firstIndex } from '../join/first-index';
import type { Flow, FlowEnd } from '../join/flow';
import { flagsOf } from '../join/joined-packet';
import type { JoinedPacket } from '../join/joined-packet';
import { ACK } from '../tcp-flags';

/** An answer comes among the next packets, or it answers something else. */
const MOST_BETWEEN = 32;

/** The next packet of an end after that one; null where none comes soon. */
export function nextOf(end: FlowEnd, { number }: JoinedPacket): JoinedPacket | null {
  const { packets } = end.flow;
  const first = firstIndex(packets.length, (index) => (packets[index]?.number ?? Infinity) <= number);
  const isAnswer = ({ sender, kind }: JoinedPacket): boolean => sender === end && kind !== 'copy';
  return packets.slice(first, first + MOST_BETWEEN).find(isAnswer) ?? null;
}

/** The other end resets because of this very segment: its RST has the number that the segment acknowledges. */
export function isRefused(packet: JoinedPacket, receiver: FlowEnd): boolean {
  const answer = nextOf(receiver, packet);
  const { acknowledgment } = packet.packet.tcp ?? {};
  return answer?.kind === 'reset' && (answer.flags & ACK) === 0 && answer.packet.tcp?.sequence === acknowledgment;
}

/** The other end asks whether this segment is meant: RFC 5961. */
export function isChallenged(packet: JoinedPacket, receiver: FlowEnd): boolean {
  return nextOf(receiver, packet)?.kind === 'challenge-ack';
}

/**
 * The other end never sent what this segment acknowledges: its trace has all its sends, or it answers, as it must, by an ACK that tells
 * the number it has come to (RFC 9293 §3.10.7.4).
 */
export function acknowledgesNothingSent(packet: JoinedPacket, receiver: FlowEnd): boolean {
  const { acknowledgment } = packet.packet.tcp ?? {};
  const answer = nextOf(receiver, packet);
  if (acknowledgment === undefined || hasOfferedUpTo(receiver, packet)) {
    return false;
  }
  const { isSyn, isFin, isReset } = answer === null ? { isSyn: true, isFin: true, isReset: true } : flagsOf(answer);
  const isBare = answer?.payloadBytes === 0 && !isSyn && !isFin && !isReset;
  const comesTo = answer?.packet.tcp?.sequence ?? acknowledgment;
  return isNeverSentByTrace(receiver, packet) || (isBare && ((comesTo - acknowledgment) | 0) < 0);
}

/** Its calls may have sent so much by then. */
function hasOfferedUpTo(receiver: FlowEnd, packet: JoinedPacket): boolean {
  return isTracedWhole(receiver) && !isNeverSentByTrace(receiver, packet);
}

function isNeverSentByTrace(receiver: FlowEnd, { to, timeNs }: JoinedPacket): boolean {
  if (!isTracedWhole(receiver) || timeNs === null) {
    return false;
  }
  const last = receiver.sends.findLast(({ call }) => call.enterNs <= timeNs);
  return (last?.to ?? 0) + (receiver.close === null && receiver.shutdown === null ? 0 : 1) < to;
}

function isTracedWhole({ socket, positionsUnknown }: FlowEnd): boolean {
  return socket !== null && positionsUnknown === null;
}

/** How far the connection between the same ports had come: the state of an end of it that is not over; null where it is. */
export function openStateBefore({ previous }: Flow, end: FlowEnd): 'ESTABLISHED' | 'CLOSE-WAIT' | 'FIN-WAIT-2' | null {
  if (previous === null || previous.connection.handshake.outcome !== 'complete') {
    return null;
  }
  const { client, server } = previous;
  const isOver = [client, server].some(({ track }) => track.reset !== null) || (hasFin(client) && hasFin(server));
  if (isOver) {
    return null;
  }
  const isSame = client.endpoint.port === end.endpoint.port && client.endpoint.address === end.endpoint.address;
  const [own, other] = isSame ? [client, server] : [server, client];
  return hasFin(own) ? 'FIN-WAIT-2' : hasFin(other) ? 'CLOSE-WAIT' : 'ESTABLISHED';
}

function hasFin({ track }: FlowEnd): boolean {
  return track.fin !== null;
}
