import type { ProcessTrace } from '@sockscope/core/trace';
import type { TimelineExit } from '../model';
import type { ConnectionsOfSockets } from './attach-listener';
import { exitText } from './close-owner';
import type { Socket } from './socket';

/** The end of a process as an event; it stands with the connections whose sockets it left open. */
export function timelineExit(
  { process, exit }: ProcessTrace,
  sockets: readonly Socket[],
  connections: ConnectionsOfSockets,
): TimelineExit[] {
  if (exit === null) {
    return [];
  }
  const leftOpen = sockets.filter(({ close, kind }) => close === null && kind !== 'listener');
  const shownIn = [...new Set(leftOpen.flatMap((socket) => connections.get(socket) ?? []))];
  return [{ process: process.name, role: process.role, timeNs: exit.timeNs, text: exitText(exit), shownIn }];
}
