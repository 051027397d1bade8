import { byteText } from './byte-text';
import { isWithin } from './clock';
import type { FlowEnd } from './flow';
import { callName } from './joined-call';
import type { JoinedCall } from './joined-call';
import type { JoinedPacket } from './joined-packet';
import { overlapping } from './spans';
import { byCall, byNobodyKnown } from './verdict';
import type { Verdict } from './verdict';

/**
 * Tells who made a segment with new data. Of several calls with bytes in it, its maker is the one that was going on;
 * else the setsockopt() that let go what TCP_CORK or Nagle's algorithm held back, if it left during that; else the first.
 *
 * @see tcp(7) TCP_CORK, TCP_NODELAY
 */
export function dataVerdict(packet: JoinedPacket, sender: FlowEnd): Verdict {
  const carried = overlapping(sender.sends, packet.from, packet.to);
  const [first] = carried;
  if (first === undefined) {
    const bytes = packet.to === packet.from ? 'these bytes' : byteText(packet.from, packet.to);
    return byNobodyKnown(sender.positionsUnknown ?? sender.ambiguity ?? untracedText(sender, bytes));
  }
  const during = carried.find(({ call }) => isWithin(packet.timeNs, call));
  if (during !== undefined) {
    return byCall(during);
  }
  const release = releaseDuring(packet, sender);
  return release === null ? byCall(first, heldText(carried)) : byCall(release, releaseText(release, carried));
}

function untracedText({ side }: FlowEnd, bytes: string): string {
  return `no traced call of the ${side} sent ${bytes}`;
}

/** setsockopt(TCP_CORK, 0) and setsockopt(TCP_NODELAY, 1) send what waits before they return. */
function releaseDuring({ timeNs }: JoinedPacket, { socket }: FlowEnd): JoinedCall | null {
  const releases = ({ call }: JoinedCall): boolean => {
    const { option, value } = call.arguments;
    const isRelease = (option === 'TCP_CORK' && value === '0') || (option === 'TCP_NODELAY' && value !== '0');
    return isRelease && call.errno === null && isWithin(timeNs, call);
  };
  return socket?.optionCalls.find(releases) ?? null;
}

function releaseText(release: JoinedCall, carried: readonly JoinedCall[]): string {
  const [first] = carried;
  const names = carried.length === 1 && first !== undefined ? callName(first) : `${carried.length} calls`;
  return `${release.call.arguments.option ?? 'it'} lets go what ${names} had handed over`;
}

/** Why bytes left after their call had returned, where the call itself says so. */
function heldText(carried: readonly JoinedCall[]): string | null {
  const isMore = carried.some(({ call }) => call.arguments.flags?.includes('MSG_MORE') === true);
  return isMore ? 'MSG_MORE held it back' : null;
}
