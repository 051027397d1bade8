import type { PacketOwner, TimelineConnection, TimelinePacket } from '../model';
import { RST, SYN } from '../tcp-flags';
import { faultOf } from '../undecoded';
import type { AnomalyKind } from './anomaly';
import type { OrderFinding } from './segment-order';

/** What is said of one packet or call, before it has its place. */
export interface Finding {
  readonly kind: AnomalyKind;
  readonly text: string;
}

const UNREAD = / unread: a RST, not a FIN/;

/** Gives what stands out in one packet; most have nothing. */
export function packetFindings(
  { packet, owner }: TimelinePacket,
  connection: TimelineConnection | null,
  order: OrderFinding | null,
): readonly Finding[] {
  const { tcp, flow, icmp, problem } = packet;
  const found: Finding[] = [];
  const fault = faultOf(problem);
  if (fault !== null) found.push({ kind: 'undecoded', text: `${fault.layer}: ${fault.kind}` });
  if (icmp !== null && flow?.isIcmpError === true) found.push({ kind: 'refused', text: icmp.text });
  if (tcp === null) return found;
  if ((tcp.flags & RST) !== 0) found.push(resetFinding(owner, connection, packet.number));
  if (flow?.isRetransmission === true) found.push({ kind: 'retransmission', text: againText(owner) });
  if (isUnanswered(tcp.flags, connection, packet.number)) {
    found.push({ kind: 'unanswered', text: 'no answer to this SYN, neither SYN-ACK nor RST, was captured' });
  }
  if (tcp.windowBytes === 0 && (tcp.flags & (RST | SYN)) === 0) {
    found.push({ kind: 'zero-window', text: "the receiver's buffer is full: nobody reads it, or not fast enough" });
  }
  if (order !== null) found.push(order);
  return found;
}

function resetFinding(owner: PacketOwner, connection: TimelineConnection | null, packet: number): Finding {
  const text = owner.text ?? 'the connection ends at once';
  if (UNREAD.test(text)) return { kind: 'unread-data', text };
  const isAnswered = owner.kind === 'kernel' && owner.reason === 'refused-no-listener';
  const isRefusal =
    isAnswered ||
    (connection?.connection.handshake.outcome === 'refused' && connection.connection.close.reset?.packet === packet);
  return isRefusal ? { kind: 'refused', text } : { kind: 'reset', text };
}

function againText(owner: PacketOwner): string {
  return owner.kind === 'call' ? 'its bytes went out before' : owner.text;
}

function isUnanswered(flags: number, connection: TimelineConnection | null, packet: number): boolean {
  const handshake = connection?.connection.handshake;
  return (flags & SYN) !== 0 && handshake?.outcome === 'unanswered' && handshake.syn?.packet === packet;
}
