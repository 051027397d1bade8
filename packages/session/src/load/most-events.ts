import { getHeapStatistics } from 'node:v8';

/** What a packet takes that is joined as part of the whole, at most; a call takes less. */
const EVENT_BYTES = 2500;

/** How many packets and calls can be joined as a whole in the memory that Node allows this thread. */
export function mostEventsInMemory(): number {
  return Math.floor(getHeapStatistics().heap_size_limit / EVENT_BYTES);
}
