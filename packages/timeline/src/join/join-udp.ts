import type { CapturedPacket } from '@sockscope/capture';
import { endpointText } from '@sockscope/core/trace';
import { callOf, inferredCall, timeOf } from '../infer/inferred-call';
import { cameBeforeReturn } from './clock';
import type { DatagramCalls } from './datagram-calls';
import { peerOf } from './flow';
import type { Flow, FlowEnd } from './flow';
import { icmpVerdict } from './icmp-owner';
import type { JoinedCall } from './joined-call';
import { byNobodyKnown } from './link-book';
import type { LinkBook } from './link-book';
import { matchReceived, matchSent } from './match-datagrams';

/**
 * Joins a UDP exchange datagram by datagram: each with the call that sent it and the one that received it.
 *
 * @returns the calls that were inferred for an end without a trace: exactly one send a datagram
 */
export function joinUdp(flow: Flow, calls: ReadonlyMap<FlowEnd, DatagramCalls>, book: LinkBook): JoinedCall[] {
  const inferred: JoinedCall[] = [];
  const senders = new Map<number, JoinedCall>();
  for (const end of [flow.client, flow.server]) {
    const sent = sentBy(end, flow);
    for (const { joined, packet } of matchSent(calls.get(end)?.sends ?? [], sent)) {
      senders.set(packet.number, joined);
    }
  }
  for (const packet of flow.packets) {
    ownDatagram(flow, packet, senders, inferred, book);
  }
  for (const end of [flow.client, flow.server]) {
    const receives = calls.get(end)?.receives ?? [];
    const dataOf = (packet: CapturedPacket): Uint8Array | null => senders.get(packet.number)?.call.data ?? null;
    for (const { joined, packet } of matchReceived(receives, sentBy(peerOf(end), flow), dataOf)) {
      book.completes(joined, packet, null);
    }
    completeRefusals(calls.get(end)?.refusals ?? [], icmpTo(end, flow), book);
  }
  return inferred;
}

function sentBy(end: FlowEnd, flow: Flow): CapturedPacket[] {
  return flow.packets.filter(
    (packet) => packet.flow?.datagram != null && packet.flow.fromClient === (end.side === 'client'),
  );
}

/** ICMP errors about what that end sent. */
function icmpTo(end: FlowEnd, flow: Flow): CapturedPacket[] {
  return flow.packets.filter(
    (packet) => packet.flow?.isIcmpError === true && packet.flow.fromClient !== (end.side === 'client'),
  );
}

function ownDatagram(
  flow: Flow,
  packet: CapturedPacket,
  senders: ReadonlyMap<number, JoinedCall>,
  inferred: JoinedCall[],
  book: LinkBook,
): void {
  if (packet.flow?.isIcmpError === true) {
    book.own(packet, icmpVerdict(packet));
    return;
  }
  const end = packet.flow?.fromClient === true ? flow.client : flow.server;
  let sender = senders.get(packet.number) ?? null;
  if (sender === null && end.socket === null && end.ambiguity === null) {
    sender = inferSend(end, packet, inferred.length + 1);
    inferred.push(sender);
  }
  book.ownByFlags(
    packet,
    sender === null
      ? byNobodyKnown(end.ambiguity ?? `no traced call of the ${end.side} sent this datagram`)
      : { kind: 'made-by', call: sender },
  );
}

/** A datagram proves its send, with its length and its address; how long the call took it does not tell. */
function inferSend(end: FlowEnd, packet: CapturedPacket, sequence: number): JoinedCall {
  const lengthBytes = packet.payloadBytes ?? 0;
  const peer = peerOf(end).endpoint;
  const timeNs = timeOf(packet);
  const call = callOf('sendto', timeNs, timeNs, { lengthBytes, address: peer });
  const joined = inferredCall(end, { ...call, sequence, result: lengthBytes, local: end.endpoint, peer });
  joined.text = `sendto(?, ${lengthBytes}, ${endpointText(peer)}) = ${lengthBytes}`;
  return joined;
}

/**
 * An error is kept until the next call on the connected socket; a newer one takes its place: ip(7), SO_ERROR. The next
 * datagram and its error can follow within microseconds, so the clocks are trusted here.
 */
function completeRefusals(refusals: readonly JoinedCall[], errors: readonly CapturedPacket[], book: LinkBook): void {
  let next = 0;
  for (const joined of refusals) {
    let latest: CapturedPacket | null = null;
    for (; next < errors.length; next++) {
      const error = errors[next];
      if (error === undefined || !cameBeforeReturn(joined.call, error.timestampNs)) {
        break;
      }
      latest = error;
    }
    if (latest !== null) {
      book.completes(joined, latest);
    }
  }
}
