import type { LadderChoice } from './ui-content';

/** A row of a ladder. */
export interface MarkedRow {
  readonly choice: LadderChoice;
  readonly key: string;
}

export interface MarksState {
  /** By the letter. */
  readonly letters: Readonly<Record<string, MarkedRow>>;
  /** Rows marked with Space: what is saved and copied, where there are some. In every ladder that shows them. */
  readonly keys: readonly string[];
  /** Where the last jump came from. */
  readonly before: MarkedRow | null;
}

export const NO_MARKS: MarksState = { letters: {}, keys: [], before: null };
