const SECOND_NS = 1_000_000_000n;
const DAY_NS = 86_400n * SECOND_NS;

/** Gives `seconds.nnnnnnnnn` with all nine decimals; a `-` before negative times. */
export function secondsText(timeNs: bigint): string {
  const magnitude = timeNs < 0n ? -timeNs : timeNs;
  const fraction = (magnitude % SECOND_NS).toString().padStart(9, '0');
  return `${timeNs < 0n ? '-' : ''}${magnitude / SECOND_NS}.${fraction}`;
}

/** Gives the seconds with as many decimals as fit into `cells` (at most nine); later digits are dropped, not rounded. */
export function secondsTextWithin(timeNs: bigint, cells: number): string {
  const text = secondsText(timeNs);
  const point = text.indexOf('.');
  if (cells >= text.length) return text;
  return cells > point + 1 ? text.slice(0, cells) : text.slice(0, point);
}

/** Gives the time of day in UTC, `13:05:09.123456789`, with as many decimals as fit into `cells`. */
export function timeOfDayText(timeNs: bigint, cells: number): string {
  // Times before 1970 come from a broken trace; they too have a time of day.
  const ofDay = ((timeNs % DAY_NS) + DAY_NS) % DAY_NS;
  const seconds = Number(ofDay / SECOND_NS);
  const clock = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const text = clock.map((part) => part.toString().padStart(2, '0')).join(':');
  const fraction = (ofDay % SECOND_NS).toString().padStart(9, '0');
  return cells > text.length + 1 ? `${text}.${fraction}`.slice(0, cells) : text;
}
