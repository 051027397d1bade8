import type { PacketOwner } from '../model';
import { undecodedName } from '../undecoded';
import { ackVerdict } from './ack-owner';
import { finVerdict, resetVerdict } from './close-owner';
import { dataVerdict } from './data-owner';
import { datagramVerdict } from './datagram-owner';
import type { FlowEnd } from './flow';
import { repeatedSynAckVerdict, repeatedSynVerdict, synAckVerdict, synVerdict } from './handshake-owner';
import { icmpVerdict } from './icmp-owner';
import type { JoinedPacket } from './joined-packet';
import { retransmissionVerdict } from './retransmission-owner';
import { byNobodyKnown } from './verdict';
import type { Verdict } from './verdict';

/** Who made a packet. */
export function ownerOf(packet: JoinedPacket): PacketOwner {
  const verdict = verdictOf(packet);
  if (verdict.kind !== 'made-by') {
    return verdict;
  }
  const { call, text } = verdict;
  return text === null ? { kind: 'call', call: call.id } : { kind: 'call', call: call.id, text };
}

/** Who made a packet, by the rules for packets of its kind. */
export function verdictOf(packet: JoinedPacket): Verdict {
  const { sender } = packet;
  return sender === null ? byNobodyKnown(strangerText(packet)) : verdictFor(packet, sender);
}

function verdictFor(packet: JoinedPacket, sender: FlowEnd): Verdict {
  switch (packet.kind) {
    case 'syn':
      return synVerdict(sender);
    case 'syn-again':
      return repeatedSynVerdict(packet);
    case 'syn-ack':
      return synAckVerdict(packet, sender);
    case 'syn-ack-again':
      return repeatedSynAckVerdict(packet, sender);
    case 'fin':
      return finVerdict(packet, sender);
    case 'reset':
      return resetVerdict(packet, sender);
    case 'data':
      return dataVerdict(packet, sender);
    case 'fin-again':
    case 'data-again':
    case 'tail-probe':
      return retransmissionVerdict(packet, sender);
    case 'datagram':
      return datagramVerdict(packet, sender);
    case 'icmp':
      return icmpVerdict(packet.packet);
    case 'copy':
      return byNobodyKnown('a packet that was captured before, on another interface or on its way out');
    case 'stranger':
      return byNobodyKnown(strangerText(packet));
    default:
      return ackVerdict(packet, sender);
  }
}

function strangerText({ packet: { problem, protocol } }: JoinedPacket): string {
  const name = undecodedName(problem);
  return problem === null || name !== null
    ? `belongs to no TCP connection and no UDP exchange (${name ?? protocol ?? 'neither TCP, UDP nor ICMP'})`
    : `could not be read beyond its ${problem.layer} header (${problem.kind})`;
}
