import { durationText } from '../text/duration-text';
import { acceptWaitsOf } from './accept-waits';
import type { FlowEnd } from './flow';
import { callName } from './joined-call';
import type { JoinedPacket } from './joined-packet';
import { byCall, byKernel, byNobodyKnown } from './verdict';
import type { Verdict } from './verdict';

/** Tells who made the first SYN: connect(), or the sendto(MSG_FASTOPEN) that stands for it. */
export function synVerdict(end: FlowEnd): Verdict {
  return end.connect === null
    ? byNobodyKnown(end.ambiguity ?? `the ${end.side}'s connect() was not traced`)
    : byCall(end.connect);
}

/** Tells why the kernel repeats a SYN. */
export function repeatedSynVerdict({ waitedNs }: JoinedPacket): Verdict {
  const waited = waitedNs === null ? '' : ` for ${durationText(waitedNs)}`;
  return byKernel('syn-retransmission', `repeats the SYN: no answer has come${waited}`);
}

/**
 * Tells who made a SYN-ACK: the server's kernel, because the socket listens. accept() makes no packet, and whether
 * it waits already is said because the reader expects otherwise.
 */
export function synAckVerdict({ timeNs }: JoinedPacket, end: FlowEnd): Verdict {
  const { listener, flow } = end;
  if (flow.isSelfConnected) {
    return byKernel('handshake-answer', 'the socket is connected to itself: its kernel answers its own SYN');
  }
  if (end.track.syn !== null) {
    return byKernel('handshake-answer', 'both ends sent a SYN: each kernel answers that of the other');
  }
  if (listener === null || timeNs === null) {
    return byKernel('handshake-answer', "the server's kernel answers for a listening socket; no accept() is needed");
  }
  return byKernel(
    'handshake-answer',
    () => `the kernel answers for listen(${listener.fd}); ${acceptText(end, timeNs)}`,
  );
}

/** Tells why the kernel repeats a SYN-ACK: the ACK is missing, or it came and was not taken. */
export function repeatedSynAckVerdict(packet: JoinedPacket, end: FlowEnd): Verdict {
  const ack = end.peer.track.firstAck;
  const words = (): string => {
    if (ack === null || ack.number > packet.number) {
      return "repeats the SYN-ACK: the client's ACK has not come";
    }
    const deferred = end.listener?.optionBefore('TCP_DEFER_ACCEPT', packet.timeNs) ?? '0';
    if (end.peer.track.lateAck === null && deferred === '0') {
      return `repeats the SYN-ACK by its timer: the client's ACK #${ack.number} was on its way, or the accept queue was full`;
    }
    return deferred !== '0'
      ? `repeats the SYN-ACK: TCP_DEFER_ACCEPT waits for data and takes the ACK #${ack.number} for none`
      : `repeats the SYN-ACK although the client's ACK #${ack.number} was seen: it was lost, or the accept queue was full`;
  };
  return byKernel('syn-ack-retransmission', words);
}

/** Tells who made the ACK that completes the handshake. */
export function handshakeAckVerdict({ timeNs }: JoinedPacket, { connect, side }: FlowEnd): Verdict {
  return byKernel('handshake-ack', () => {
    if (connect === null) {
      return `sent by the ${side}'s kernel: it completes the handshake`;
    }
    const { returnNs } = connect.call;
    const isInside = returnNs === null || timeNs === null || timeNs <= returnNs;
    const where = isInside ? `inside ${callName(connect)}` : `after ${callName(connect)} had returned`;
    return `sent by the ${side}'s kernel ${where}`;
  });
}

function acceptText({ listener, accept }: FlowEnd, timeNs: bigint): string {
  const name = accept === null ? `accept(${listener?.fd ?? '?'})` : callName(accept);
  switch (listener === null ? 'none' : acceptWaitsOf(listener).at(timeNs)) {
    case 'none':
      return 'accept() has not been called yet';
    case 'waiting':
      return `${name} was already waiting`;
    case 'away':
      return `${name} is not waiting now: the connection will be queued`;
  }
}
