import type { Recording } from '@sockscope/session';

/** Gives how many packets the capture has lost, up to now where it still runs. */
export function packetsDropped({ session, drops = [] }: Recording): number {
  return session?.end?.packetsDropped ?? drops.reduce((sum, { packets }) => sum + packets, 0);
}
