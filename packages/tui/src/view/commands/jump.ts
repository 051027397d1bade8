import type { LadderRow } from '@sockscope/timeline';
import { ladderContext } from '@sockscope/timeline';
import { clockNs } from '../replay/replay-clock';
import { shownRows } from '../state/shown-rows';
import { currentView } from '../state/ui-state';
import type { UiState } from '../state/ui-state';
import type { UiContext } from '../ui-context';
import type { View } from '../view-name';
import { openedLadder } from './ladder-commands';
import { jumpedToPlace } from './mark-commands';
import { FAR, movedTo } from './move-commands';

const SECOND_NS = 1e9;
const UNITS_NS: ReadonlyMap<string, number> = new Map([
  ['', SECOND_NS],
  ['ns', 1],
  ['us', 1e3],
  ['µs', 1e3],
  ['ms', 1e6],
  ['s', SECOND_NS],
]);

const ROW = /^\d{1,9}$/;
const LAST = /^\$$/;
const PART = /^(\d{1,3}(?:\.\d{0,9})?)%$/;
const PACKET = /^#(\d{1,12})$/;
const TIME = /^@([+-]?)(\d{1,9}(?:\.\d{0,9})?)(ns|us|µs|ms|s|)$/;
const CLOCK = /^@(\d{1,2}):(\d{2})(?::(\d{2}(?:\.\d{0,9})?))?$/;
const DAY_NS = 86_400n * 1_000_000_000n;

/** True for a line of the command line that is a place to go to: `42`, `$` (the last row), `50%`, `#7`, `@1.25`, `@+10ms`, `@13:05:09.5`. */
export function isJump(line: string): boolean {
  return [ROW, LAST, PART, PACKET, TIME, CLOCK].some((form) => form.test(line.trim()));
}

/**
 * Goes to a row by its number, to a part of the way (`50%`), to a packet (`#7`), to the first row at or after a time: seconds since
 * the start (`@1.25`), from where one is (`@+10ms`, `@-1s`) or of the clock in UTC (`@13:05:09.5`). In the replay, to the moment
 * after that row.
 */
export function jumped(context: UiContext, line: string): UiState {
  if (LAST.test(line.trim())) return movedTo(context.state, FAR);
  if (ROW.test(line.trim())) return movedTo(context.state, Number(line) - (isIn(context, 'replay') ? 0 : 1));
  const shown = isIn(context, 'ladder', 'detail', 'replay') ? context : inLadder(context);
  const { state, content } = shown;
  const rows = shownRows(state, content);
  const sought = placeOf(line.trim(), shown, rows);
  if (typeof sought === 'string') return { ...context.state, notice: { text: sought, isProblem: true } };
  const isEarlier = sought < 0 && rows.length > 0;
  const place = isEarlier ? 0 : Math.min(sought, rows.length - 1);
  if (isIn(shown, 'replay')) return movedTo(state, place + 1);
  const notice = isEarlier ? EARLIER : sought >= rows.length && rows.length > 0 ? LATER : null;
  return notice === null ? jumpedToPlace(shown, place) : { ...movedTo(state, place), notice };
}

function isIn({ state }: UiContext, ...views: readonly View[]): boolean {
  return views.includes(currentView(state));
}

/** Packets and times are places in a ladder: that of everything, where none is on the screen. */
function inLadder(context: UiContext): UiContext {
  return { ...context, state: openedLadder(context.state, null) };
}

const EARLIER = { text: 'the ladder begins after', isProblem: false };
const LATER = { text: 'the ladder ends before', isProblem: false };

/** Gives the place of the row that is meant; the count of rows where it would come later, -1 where earlier; or what is wrong. */
function placeOf(text: string, context: UiContext, rows: readonly LadderRow[]): number | string {
  const part = PART.exec(text)?.[1];
  if (part !== undefined) return Math.round((Math.min(100, Number(part)) / 100) * (rows.length - 1));
  const packet = PACKET.exec(text)?.[1];
  if (packet !== undefined) {
    const place = rows.findIndex(({ key }) => key === `#${Number(packet)}`);
    return place < 0 ? `no packet ${packet} here` : place;
  }
  const wantedNs = wantedTime(text, context, rows);
  if (wantedNs === null) return 'there is no time here to count from';
  const firstNs = rows.find(({ timeNs }) => timeNs !== null)?.timeNs ?? null;
  if (firstNs !== null && firstNs > wantedNs) return -1;
  const place = rows.findIndex(({ timeNs }) => timeNs !== null && timeNs >= wantedNs);
  return place < 0 ? rows.length : place;
}

function wantedTime(text: string, { state, content }: UiContext, rows: readonly LadderRow[]): bigint | null {
  const { originNs } = ladderContext(content.snapshot.timeline, state.choice, content.rows(state.choice));
  const [, hours, minutes, seconds = '0'] = CLOCK.exec(text) ?? [];
  if (hours !== undefined) return clockTime(Number(hours), Number(minutes), Number(seconds), originNs);
  const [, sign = '', number = '0', unit = ''] = TIME.exec(text) ?? [];
  const spanNs = BigInt(Math.round(Number(number) * (UNITS_NS.get(unit) ?? SECOND_NS)));
  const hereNs = currentView(state) === 'replay' ? clockNs(state.replay, rows) : rows[state.ladder.cursor]?.timeNs;
  const from = sign === '' ? originNs : (hereNs ?? null);
  return from === null ? null : from + (sign === '-' ? -spanNs : spanNs);
}

/** The time of the clock on the day on which the ladder begins, or on the next where that is before its start. */
function clockTime(hours: number, minutes: number, seconds: number, originNs: bigint | null): bigint | null {
  if (originNs === null) return null;
  const ofDayNs = BigInt(Math.round((hours * 3600 + minutes * 60 + seconds) * SECOND_NS));
  const wanted = originNs - (originNs % DAY_NS) + ofDayNs;
  return wanted < originNs - DAY_NS / 2n ? wanted + DAY_NS : wanted;
}
