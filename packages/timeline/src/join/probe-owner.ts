import { firstIndex } from './first-index';
import type { FlowEnd } from './flow';
import type { JoinedPacket } from './joined-packet';
import { byKernel } from './verdict';
import type { Verdict } from './verdict';

/**
 * Tells a zero-window probe from a keep-alive, which look the same on the wire. The first needs bytes that wait, the
 * second SO_KEEPALIVE and none that wait; where the trace tells neither, the other end's window decides.
 *
 * @see RFC 9293 §3.8.4 and §3.8.6.1
 */
export function probeVerdict(packet: JoinedPacket, sender: FlowEnd): Verdict {
  const isClosed = packet.kind === 'zero-window-probe';
  const waiting = waitingBytes(packet, sender);
  const keepsAlive = sender.socket === null ? null : sender.socket.optionBefore('SO_KEEPALIVE', packet.timeNs);
  const isKeepAlive = isClosed ? waiting === 0 && isOn(keepsAlive) : !(waiting !== null && waiting > 0);
  if (isKeepAlive) {
    const asked = isOn(keepsAlive) ? 'SO_KEEPALIVE asks' : 'asks';
    return byKernel('keep-alive', `${asked} whether the other end still lives`);
  }
  const room = isClosed ? 'receive buffer, which was full, has room' : 'window, which was too small, is larger';
  const waits = waiting === null || waiting === 0 ? '' : `; ${waiting} bytes wait`;
  return byKernel('zero-window-probe', `asks whether the ${room} again${waits}`);
}

function isOn(value: string | null): boolean {
  return value !== null && value !== '0';
}

/** Bytes that its calls had handed over and that it had not sent; null where the trace does not tell. */
function waitingBytes(
  { timeNs, number }: JoinedPacket,
  { socket, sends, track, positionsUnknown }: FlowEnd,
): number | null {
  if (socket === null || positionsUnknown !== null || timeNs === null) {
    return null;
  }
  const entered = firstIndex(sends.length, (at) => (sends[at]?.call.enterNs ?? 0n) <= timeNs);
  const sent = firstIndex(track.segments.length, (at) => (track.segments[at]?.number ?? Infinity) < number);
  return Math.max(0, (sends[entered - 1]?.to ?? 0) - (track.segments[sent - 1]?.to ?? 0));
}
