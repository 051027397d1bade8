import type { Link } from '../model';
import { byEntry, completionOf } from './completed-calls';
import { JoinedCall } from './joined-call';
import type { JoinedPacket } from './joined-packet';
import { addCauses } from './links-of-packet';
import { placeOfPacket } from './place-of-packet';
import type { RecordingJoin } from './recording-join';
import { waitedFor } from './waited-for';

/** Every link in the order of the packets; of each packet those that linksOfPacket() gives, found in one pass. */
export function allLinks({ packets, processes }: RecordingJoin): Link[] {
  const waiting = waitingCalls(packets, processes.values());
  const links: Link[] = [];
  for (const [index, packet] of packets.entries()) {
    addCauses(packet, links);
    const calls = waiting[index];
    if (calls instanceof JoinedCall) {
      links.push(completionOf(calls, packet));
    } else if (calls !== undefined) {
      calls.sort(byEntry).forEach((joined) => links.push(completionOf(joined, packet)));
    }
  }
  return links;
}

/** The calls that waited for each packet, by its place: none, one, or, for few packets, several. */
function waitingCalls(
  packets: readonly JoinedPacket[],
  processes: Iterable<{ readonly calls: readonly JoinedCall[] }>,
): readonly (JoinedCall | JoinedCall[] | undefined)[] {
  const waiting = new Array<JoinedCall | JoinedCall[] | undefined>(packets.length);
  for (const { calls } of processes) {
    for (const joined of calls) {
      for (const { number } of waitedFor(joined)) {
        const place = placeOfPacket(packets, (packet) => packet.number, number);
        const known = waiting[place];
        waiting[place] = known === undefined ? joined : [...(known instanceof JoinedCall ? [known] : known), joined];
      }
    }
  }
  return waiting;
}
