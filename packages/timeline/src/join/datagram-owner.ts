import { exchangeOf } from './datagram-exchange';
import type { FlowEnd } from './flow';
import type { JoinedCall } from './joined-call';
import type { JoinedPacket } from './joined-packet';
import { byCall, byNobodyKnown } from './verdict';
import type { Verdict } from './verdict';

/** Tells which call sent a datagram. */
export function datagramVerdict(packet: JoinedPacket, sender: FlowEnd): Verdict {
  const made = exchangeOf(sender.flow).senderOf(packet, sender) ?? inferredSendOf(packet, sender);
  return made === null
    ? byNobodyKnown(sender.ambiguity ?? `no traced call of the ${sender.side} sent this datagram`)
    : byCall(made, lengthText(packet, made));
}

/** A datagram without payload is one all the same, and no end of anything: recv(2). */
function lengthText({ payloadBytes }: JoinedPacket, { inferred }: JoinedCall): string | null {
  return payloadBytes === 0 && !inferred ? 'a datagram without data: it ends nothing' : null;
}

function inferredSendOf(packet: JoinedPacket, sender: FlowEnd): JoinedCall | null {
  return sender.isTraced ? null : sender.flow.inferred.sendOf(packet, sender);
}
