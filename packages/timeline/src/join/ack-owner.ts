import { SYN } from '../tcp-flags';
import { byteText, sentBytesText } from './byte-text';
import type { FlowEnd } from './flow';
import { callName } from './joined-call';
import { byKernel } from './link-book';
import type { Verdict } from './link-book';
import { overlapping } from './spans';
import type { Segment, TcpTrack } from './tcp-track';

/**
 * An acknowledgment counts as delayed if it comes this long after the first byte that it newly covers, beyond the
 * time that the handshake took on the same way. Linux delays for 40 ms at least (TCP_DELACK_MIN), and answers at
 * once within microseconds, so any value between tells them apart.
 *
 * @see RFC 9293 §3.8.6.3
 */
const DELAYED_ACK_NS = 10_000_000n;

const MICROSECOND_NS = 1000n;

/** What an ACK is judged by: the sender's and the receiver's past, before the segment was added to it. */
export interface AckContext {
  readonly end: FlowEnd;
  readonly peer: FlowEnd;
  readonly own: TcpTrack;
  readonly others: TcpTrack;
  /** When the first byte (or the FIN) that the segment newly acknowledges was sent last; null: none or not known. */
  readonly sentNs: bigint | null;
}

/** Names the reason for which a kernel sent a segment without data, SYN, FIN or RST. No call makes an ACK. */
export function ackVerdict(segment: Segment, context: AckContext): Verdict {
  const { flow, tcp } = segment;
  const { own, others, end } = context;
  if (end.flow.connection.handshake.ack?.packet === segment.packet.number) {
    return handshakeAck(end, segment);
  }
  if (flow.isProbe === true) {
    return probe(others);
  }
  const acknowledgesMore =
    (flow.acknowledgedBytes ?? 0) > own.acknowledgedBytes || (flow.acknowledgesFin && !own.acknowledgedFin);
  if (acknowledgesMore) {
    return newAck(segment, context);
  }
  if (own.windowBytes === null && end.flow.connection.handshake.outcome === 'unseen') {
    return byKernel('ack', 'acknowledges what came before the capture began');
  }
  if (others.asked === 'keep-alive') {
    return byKernel('keep-alive-answer', 'answers the keep-alive: the connection lives');
  }
  if (others.asked === 'zero-window-probe' && tcp.windowBytes === 0) {
    return byKernel('ack', 'answers the probe: the receive buffer is still full');
  }
  if (own.windowBytes !== null && tcp.windowBytes > own.windowBytes) {
    return byKernel('window-update', 'tells that the receive buffer has more room again');
  }
  const bytes = flow.acknowledgedBytes ?? 0;
  return byKernel('ack', bytes === 0 ? 'acknowledges nothing new' : `repeats the acknowledgment of ${bytes} bytes`);
}

function handshakeAck(end: FlowEnd, { packet }: Segment): Verdict {
  const { connect } = end;
  if (connect === null) {
    return byKernel('handshake-ack', "sent by the client's kernel: it completes the handshake");
  }
  const { returnNs } = connect.call;
  const isInside = returnNs === null || packet.timestampNs === null || packet.timestampNs <= returnNs;
  const where = isInside ? `inside ${callName(connect)}` : `after ${callName(connect)} had returned`;
  return byKernel('handshake-ack', `sent by the client's kernel ${where}`);
}

function probe(receiver: TcpTrack): Verdict {
  return receiver.windowBytes === 0
    ? byKernel('zero-window-probe', 'asks whether the receive buffer, which was full, has room again')
    : byKernel('keep-alive', 'asks whether the other end still lives');
}

function newAck({ packet, flow }: Segment, { end, peer, own, sentNs }: AckContext): Verdict {
  const [from, to] = [own.acknowledgedBytes, flow.acknowledgedBytes ?? 0];
  const covered: string[] = [];
  if (to > from) {
    covered.push(sentBytesText(from, to, overlapping(peer.sends, from, to)));
  }
  if (flow.acknowledgesFin && !own.acknowledgedFin) {
    const closer = peer.shutdown ?? peer.close;
    covered.push(closer === null ? 'the FIN' : `the FIN of ${callName(closer)}`);
  }
  const text = `acknowledges ${covered.join(' and ')}`;
  const lateNs = sentNs === null || packet.timestampNs === null ? 0n : packet.timestampNs - sentNs;
  if (lateNs < DELAYED_ACK_NS + wayNs(end)) {
    return byKernel('ack', text);
  }
  return byKernel('delayed-ack', `${text}, ${millisecondText(lateNs)} ms later: data to carry it did not come`);
}

/**
 * What a segment and its answer by that end took in the handshake; it holds the network's share of a delay. Of a SYN or
 * a SYN-ACK that was repeated the last copy before the answer counts: the wait for an answer to the others is none.
 */
function wayNs({ side, flow }: FlowEnd): bigint {
  const { synAck, ack } = flow.connection.handshake;
  const answer = side === 'server' ? synAck : ack;
  if (answer === null) {
    return 0n;
  }
  let askedNs: bigint | null = null;
  for (const { number, tcp, flow: place, timestampNs } of flow.packets) {
    if (number >= answer.packet) {
      break;
    }
    const isAsking = ((tcp?.flags ?? 0) & SYN) !== 0 && place?.fromClient === (side === 'server');
    askedNs = isAsking ? timestampNs : askedNs;
  }
  return askedNs === null || answer.timestampNs === null ? 0n : answer.timestampNs - askedNs;
}

function millisecondText(ns: bigint): string {
  return (Number(ns / MICROSECOND_NS) / 1000).toFixed(1);
}

/** Text of a segment that carries bytes a second time. */
export function retransmissionVerdict({ flow, isFin }: Segment, end: FlowEnd): Verdict {
  if (flow.stream === null) {
    return byKernel('retransmission', isFin ? 'repeats the FIN' : 'repeats a segment');
  }
  const { from, to } = flow.stream;
  const text = end.sends.length > 0 ? sentBytesText(from, to, overlapping(end.sends, from, to)) : byteText(from, to);
  return byKernel('retransmission', `repeats ${text}`);
}
