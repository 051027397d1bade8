import type { TimelineIndex } from '../ladder/timeline-index';
import type { LadderRow } from '../ladder/row';
import type { AnomalyIndex } from '../anomalies';
import type { Timeline } from '../model';

/**
 * - `flag`: is or is not; stands alone, or compared with 0 or 1.
 * - `number`: an integer, decimal or 0x12.
 * - `duration`: nanoseconds; written with a unit, or in seconds without one.
 * - `word`: one of a list of words; capitals do not matter.
 * - `text`: any text; capitals do not matter.
 * - `address`: IPv4 or IPv6, or a network such as 10.0.0.0/8.
 */
export type FilterType = 'flag' | 'number' | 'duration' | 'word' | 'text' | 'address';

/** What a field is on a row: nothing (null), one value, or several, of which any may match. */
export type FieldValue = boolean | FilterScalar | readonly FilterScalar[] | null;
type FilterScalar = number | string;

/** What rows are judged by. */
export interface FilterSource {
  readonly timeline: Timeline;
  readonly index: TimelineIndex;
  readonly anomalies: AnomalyIndex;
  /** When the ladder begins: zero of `time`. */
  readonly originNs: bigint | null;
  /** The captured bytes of a packet, for its text; absent: only what a trace shows of the data is searched. */
  readonly frame?: (packetNumber: number) => Uint8Array | null;
}

/** Something of a row that a filter can ask for. */
export interface FilterField {
  readonly name: string;
  /** Other names of the same: those of Wireshark and tcpdump. */
  readonly aliases: readonly string[];
  readonly type: FilterType;
  /** One line: what it is, and of which rows. */
  readonly help: string;
  /** A filter with it. */
  readonly example: string;
  /** What a `word` may be; other words are refused. */
  readonly words?: readonly string[];
  /** Words that are offered for a field whose values are not limited to them. */
  readonly suggestions?: readonly string[];
  read(row: LadderRow, source: FilterSource): FieldValue;
}
