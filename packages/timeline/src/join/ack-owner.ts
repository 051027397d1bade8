import { durationText } from '../text/duration-text';
import { sentBytesText } from './byte-text';
import type { FlowEnd } from './flow';
import { handshakeAckVerdict } from './handshake-owner';
import { callName } from './joined-call';
import type { JoinedPacket } from './joined-packet';
import { probeVerdict } from './probe-owner';
import { overlapping } from './spans';
import { byKernel } from './verdict';
import type { Verdict } from './verdict';

/**
 * An acknowledgment counts as delayed if it comes this long after the first byte that it newly covers, beyond the
 * time that the handshake took on the same way. Linux delays for 40 ms at least (TCP_DELACK_MIN), and answers at
 * once within microseconds, so any value between tells them apart.
 *
 * @see RFC 9293 §3.8.6.3
 */
const DELAYED_ACK_NS = 10_000_000n;

/** Names the reason for which a kernel sent a segment without data, SYN, FIN or RST. No call makes an ACK. */
export function ackVerdict(packet: JoinedPacket, sender: FlowEnd): Verdict {
  if (sender.flow.connection.handshake.ack?.packet === packet.number) {
    return handshakeAckVerdict(packet, sender);
  }
  switch (packet.kind) {
    case 'zero-window-probe':
    case 'probe':
      return probeVerdict(packet, sender);
    case 'ack':
      return newAckVerdict(packet, sender);
    case 'early-ack':
      return byKernel('ack', 'acknowledges what came before the capture began');
    case 'challenge-ack':
      return byKernel('challenge-ack', 'asks for proof: a SYN or a RST came that may not be of this connection');
    case 'keep-alive-answer':
      return byKernel('keep-alive-answer', 'answers the keep-alive: the connection lives');
    case 'probe-answer':
      return byKernel('ack', 'answers the probe: the receive buffer is still full');
    case 'window-update':
      return byKernel('window-update', 'tells that the receive buffer has more room again');
    default:
      return duplicateVerdict(packet);
  }
}

function duplicateVerdict({ packet }: JoinedPacket): Verdict {
  const bytes = packet.flow?.acknowledgedBytes ?? 0;
  return byKernel('ack', bytes === 0 ? 'acknowledges nothing new' : `repeats the acknowledgment of ${bytes} bytes`);
}

function newAckVerdict(packet: JoinedPacket, sender: FlowEnd): Verdict {
  const { waitedNs } = packet;
  if (waitedNs === null || waitedNs < DELAYED_ACK_NS || waitedNs < DELAYED_ACK_NS + sender.track.handshakeNs) {
    return byKernel('ack', () => coveredText(packet, sender));
  }
  const late = durationText(waitedNs);
  return byKernel('delayed-ack', () => `${coveredText(packet, sender)}, ${late} later: data to carry it did not come`);
}

function coveredText({ from, to, coversFin }: JoinedPacket, { peer }: FlowEnd): string {
  const covered: string[] = [];
  if (to > from) {
    covered.push(sentBytesText(from, to, overlapping(peer.sends, from, to)));
  }
  if (coversFin) {
    const closer = peer.shutdown ?? peer.close;
    covered.push(closer === null ? 'the FIN' : `the FIN of ${callName(closer)}`);
  }
  return `acknowledges ${covered.join(' and ')}`;
}
