import type { Link } from '../model';
import { byEntry, completionOf } from './completed-calls';
import type { JoinedCall } from './joined-call';
import { causesOf } from './links-of-packet';
import { placeOfPacket } from './place-of-packet';
import type { RecordingJoin } from './recording-join';
import { waitedFor } from './waited-for';

/** Every link in the order of the packets; of each packet those that linksOfPacket() gives, found in one pass. */
export function allLinks({ packets, processes }: RecordingJoin): Link[] {
  const waiting: (JoinedCall[] | undefined)[] = new Array<JoinedCall[] | undefined>(packets.length);
  const placeOf = (number: number): number => placeOfPacket(packets, (packet) => packet.number, number);
  for (const { calls } of processes.values()) {
    for (const joined of calls) {
      for (const { number } of waitedFor(joined)) {
        (waiting[placeOf(number)] ??= []).push(joined);
      }
    }
  }
  const links: Link[] = [];
  packets.forEach((packet, index) => {
    links.push(...causesOf(packet));
    const calls = waiting[index] ?? [];
    for (const joined of calls.length > 1 ? calls.sort(byEntry) : calls) {
      links.push(completionOf(joined, packet));
    }
  });
  return links;
}
