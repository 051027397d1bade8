const NANOSECONDS = 1_000_000_000n;
const TRACE_TIME = /^(\d{1,12})\.(\d{9})$/;

/** Gives nanoseconds since the Unix epoch as `seconds.nnnnnnnnn`, the form of every time in a trace. */
export function traceTime(timeNs: bigint): string {
  return `${timeNs / NANOSECONDS}.${(timeNs % NANOSECONDS).toString().padStart(9, '0')}`;
}

/** Gives back the nanoseconds that traceTime() wrote; null for anything that is not exactly of its form. */
export function parseTraceTime(text: string): bigint | null {
  const match = TRACE_TIME.exec(text);
  return match?.[1] && match[2] ? BigInt(match[1]) * NANOSECONDS + BigInt(match[2]) : null;
}
