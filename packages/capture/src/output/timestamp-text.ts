const NS_PER_SECOND = 1_000_000_000n;

/** Nanoseconds since the epoch as `seconds.nnnnnnnnn`, the way `tcpdump -tt` prints them. */
export function timestampText(timestampNs: bigint): string {
  const fraction = String(timestampNs % NS_PER_SECOND).padStart(9, '0');
  return `${timestampNs / NS_PER_SECOND}.${fraction}`;
}

/** The same, keeping null. */
export function timestampTextOrNull(timestampNs: bigint | null): string | null {
  return timestampNs === null ? null : timestampText(timestampNs);
}
