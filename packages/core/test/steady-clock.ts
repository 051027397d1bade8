import { realtimeNs } from '../src/tracing/realtime';

/** No more than the error of one measurement; whoever sets a clock sets it by more. */
const STEP_NS = 50_000n;

/** Gives what `work` gives, done again if somebody set the system clock meanwhile: times of two clocks then differ. */
export function whileClockIsSteady<Result>(work: () => Result): Result {
  for (;;) {
    const before = offsetNs();
    const result = work();
    const changeNs = offsetNs() - before;
    if (changeNs < STEP_NS && changeNs > -STEP_NS) return result;
  }
}

/** What CLOCK_REALTIME is ahead of CLOCK_MONOTONIC: of some readings the one that took the least time. */
function offsetNs(): bigint {
  let best = { tookNs: 1n << 62n, offsetNs: 0n };
  for (let attempt = 0; attempt < 32; attempt++) {
    const before = process.hrtime.bigint();
    const real = realtimeNs();
    const tookNs = process.hrtime.bigint() - before;
    if (tookNs < best.tookNs) best = { tookNs, offsetNs: real - before };
  }
  return best.offsetNs;
}
