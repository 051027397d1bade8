import type { CapturedPacket } from '@sockscope/capture';
import type { TracedCall } from '@sockscope/core/trace';
import type { Link } from '../model';

/**
 * How far outside a call's window a packet may lie and still be looked for there. Calls and captures read one clock
 * (CLOCK_REALTIME); this allows for its adjustment while both run, not for another host's clock.
 */
export const CLOCK_SLACK_NS = 1_000_000n;

const MICROSECOND_NS = 1000n;

/** The clocks of a recording. */
export class RecordingClock {
  private isFine = false;

  /** Takes the next packet. */
  add({ timestampNs }: CapturedPacket): void {
    this.isFine ||= timestampNs !== null && timestampNs % MICROSECOND_NS !== 0n;
  }

  /**
   * The grain of the capture's times in nanoseconds: 1000 where no packet has a finer one. A microsecond capture cuts
   * its times down, so a packet can seem to lie up to 999 ns before the call that made it.
   */
  get grainNs(): bigint {
    return this.isFine ? 1n : MICROSECOND_NS;
  }
}

/**
 * Where a packet lies against a call. A call that has not returned reaches to the end of the recording; a packet
 * without a time counts as in the call, for nothing says otherwise.
 */
export function timeAgainstCall(timeNs: bigint | null, call: TracedCall, grainNs: bigint): Link['when'] {
  if (timeNs === null) {
    return 'in-call';
  }
  // Most packets come after the entry, and a sum costs a bigint.
  if (timeNs < call.enterNs && timeNs + grainNs <= call.enterNs) {
    return 'earlier';
  }
  return call.returnNs !== null && timeNs > call.returnNs ? 'later' : 'in-call';
}

/** True if the packet lies between the call's entry and its return. */
export function isWithin(timeNs: bigint | null, call: TracedCall): boolean {
  return timeAgainstCall(timeNs, call, 1n) === 'in-call';
}

/** True if the call, with the slack of the clock, was going on at that time. */
export function wasGoingOn(call: TracedCall, timeNs: bigint | null): boolean {
  if (timeNs === null || (timeNs < call.enterNs && timeNs + CLOCK_SLACK_NS < call.enterNs)) {
    return false;
  }
  return call.returnNs === null || isUntil(timeNs, call.returnNs);
}

/** True if the packet came before the call returned, by clocks that agree. */
export function cameBeforeReturn(call: TracedCall, timeNs: bigint | null): boolean {
  return call.returnNs !== null && timeNs !== null && timeNs <= call.returnNs;
}

/** True if the packet was there when the call returned, so that it can be what the call waited for. */
export function wasThereAtReturn(call: TracedCall, timeNs: bigint | null): boolean {
  return call.returnNs !== null && timeNs !== null && isUntil(timeNs, call.returnNs);
}

function isUntil(timeNs: bigint, returnNs: bigint): boolean {
  return timeNs <= returnNs || timeNs <= returnNs + CLOCK_SLACK_NS;
}
