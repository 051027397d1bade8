const COUNT_CELLS = 7;
const TIME_CELLS = 9;
const INTERVAL_CELLS = 21;
const MARK_CELLS = 3;
const LEAST_NAME_CELLS = 5;
const MOST_NAME_CELLS = 28;
const GAP = '  ';
/** In fewer cells a bar says nothing; in more it is no clearer. */
const LEAST_BAR_CELLS = 12;
const MOST_BAR_CELLS = 60;

/** Below these widths the column is left out. */
const QUANTILES_FROM = 90;
const INTERVAL_FROM = 70;

/** Cells of the columns of a comparison; 0 for one that is left out. */
export interface CompareColumns {
  readonly name: number;
  readonly count: number;
  readonly time: number;
  readonly quantiles: boolean;
  readonly interval: number;
  readonly bar: number;
  /** No room for bars behind the figures: they stand on lines of their own. */
  readonly isBarBelow: boolean;
  /** Between the figures and the bar. */
  readonly gap: string;
}

/** Gives the columns of a comparison on a screen of a width, where the longest name of a run has `nameCells`. */
export function compareColumns(width: number, nameCells: number): CompareColumns {
  const name = Math.min(MOST_NAME_CELLS, width >> 2, Math.max(LEAST_NAME_CELLS, nameCells + 1));
  const quantiles = width >= QUANTILES_FROM;
  const interval = width >= INTERVAL_FROM ? INTERVAL_CELLS : 0;
  const figures = MARK_CELLS + name + COUNT_CELLS + TIME_CELLS * (quantiles ? 4 : 2) + interval;
  const room = width - figures - GAP.length - 1;
  const isBarBelow = room < LEAST_BAR_CELLS;
  const bar = Math.max(1, Math.min(MOST_BAR_CELLS, isBarBelow ? width - MARK_CELLS - 1 : room));
  return { name, count: COUNT_CELLS, time: TIME_CELLS, quantiles, interval, bar, isBarBelow, gap: GAP };
}
