import { glyphsFor, type Glyphs } from './glyphs';

/**
 * What the time column shows: seconds since the ladder's first row, since its SYN, since the row before, or the time of day
 * in UTC.
 */
export type TimeMode = 'relative' | 'since-syn' | 'delta' | 'wall';

export interface LadderOptions {
  /** Cells of a line; from 1 up, other numbers are brought into range. */
  readonly width: number;
  /** Draws with ASCII alone, for terminals without these glyphs or with double-width ones. */
  readonly ascii?: boolean;
  /** Escapes data outside ASCII too, for a locale that is not UTF-8. As `ascii` unless said. */
  readonly asciiData?: boolean;
  readonly timeMode?: TimeMode;
}

/** Cells of each column, in the order in which they stand; 0 for a column that is not drawn. */
export interface LadderColumns {
  readonly time: number;
  readonly delta: number;
  readonly clientCall: number;
  readonly clientState: number;
  readonly wire: number;
  readonly serverState: number;
  readonly serverCall: number;
  readonly note: number;
}

/** How a ladder is drawn at one width. */
export interface LadderLayout {
  readonly width: number;
  /** `columns`: two lanes and the wire; `list`: one event a line, where lanes have no room. */
  readonly kind: 'columns' | 'list';
  readonly columns: LadderColumns;
  readonly glyphs: Glyphs;
  readonly asciiData: boolean;
  readonly timeMode: TimeMode;
}

const LARGEST_WIDTH = 10_000;
const BARS = 2;
const STATES = { clientState: 5, serverState: 6 } as const;
const WIRE = 22;

/** Least width of: two lanes; their states; nanoseconds and the step between rows; notes and data. */
const LANES_FROM = 60;
const STATES_FROM = 80;
const STEPS_FROM = 100;
const NOTES_FROM = 120;

/** Cells of both calls together where the notes begin, and where they stop growing. */
const CALLS_BESIDE_NOTES = 36;
const MOST_CALLS = 60;

/** The client's share of the cells for calls: connect() and its error are longer than accept(). */
const CLIENT_SHARE = 5 / 9;

/**
 * Gives the columns for a width:
 *
 * ```
 * 80   time 9, client call 20, state 5, bar, wire 22, bar, state 6, server call 16
 * 100  time 12 (nanoseconds), step 8, wider calls
 * 120  notes and data at the right; everything wider from here on
 * 60   without states; below that one event a line
 * ```
 *
 * The columns and bars always take exactly the width.
 */
export function ladderLayout(options: LadderOptions): LadderLayout {
  const { ascii = false, asciiData = ascii, timeMode = 'relative' } = options;
  const width = Math.min(LARGEST_WIDTH, Math.max(1, Math.floor(options.width) || 1));
  const kind = width < LANES_FROM ? 'list' : 'columns';
  const columns = kind === 'list' ? listColumns(width, timeMode) : laneColumns(width, timeMode);
  return { width, kind, columns, glyphs: glyphsFor(ascii), asciiData, timeMode };
}

const LIST_TIME_FROM = 24;

function listColumns(width: number, timeMode: TimeMode): LadderColumns {
  const time = width < LIST_TIME_FROM ? 0 : timeCells(width, timeMode);
  return { time, delta: 0, clientCall: 0, clientState: 0, wire: width - time, serverState: 0, serverCall: 0, note: 0 };
}

function laneColumns(width: number, timeMode: TimeMode): LadderColumns {
  const time = timeCells(width, timeMode);
  const delta = width < STEPS_FROM || timeMode === 'delta' ? 0 : 8;
  const states = width < STATES_FROM ? { clientState: 0, serverState: 0 } : STATES;
  const wire = wireCells(width);
  const rest = width - time - delta - states.clientState - states.serverState - wire - BARS;
  const calls =
    width < NOTES_FROM ? rest : Math.min(MOST_CALLS, CALLS_BESIDE_NOTES + Math.floor((width - NOTES_FROM) / 2));
  const clientCall = Math.round(calls * CLIENT_SHARE);
  return { time, delta, clientCall, ...states, wire, serverCall: calls - clientCall, note: rest - calls };
}

function wireCells(width: number): number {
  if (width < STATES_FROM) return width < 70 ? 20 : WIRE;
  return width < NOTES_FROM ? WIRE : Math.min(30, WIRE + Math.floor((width - NOTES_FROM) / 8));
}

/** One cell more than the text, which keeps it apart from what follows. */
function timeCells(width: number, timeMode: TimeMode): number {
  if (timeMode === 'wall') return width < STEPS_FROM ? 13 : 19;
  return width < STEPS_FROM || timeMode === 'delta' ? 9 : 12;
}
