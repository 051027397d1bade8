import type { LadderRow } from '@sockscope/timeline';
import { ladderContext } from '@sockscope/timeline';
import { shownRows } from '../state/shown-rows';
import type { UiState } from '../state/ui-state';
import type { UiContext } from '../ui-context';
import { jumpedToPlace } from './mark-commands';
import { movedTo } from './move-commands';

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
const PACKET = /^#(\d{1,12})$/;
const TIME = /^@([+-]?)(\d{1,9}(?:\.\d{0,9})?)(ns|us|µs|ms|s|)$/;
const CLOCK = /^@(\d{1,2}):(\d{2})(?::(\d{2}(?:\.\d{0,9})?))?$/;
const DAY_NS = 86_400n * 1_000_000_000n;

/** True for a line of the command line that is a place to go to: `42`, `#7`, `@1.25`, `@+10ms`, `@13:05:09.5`. */
export function isJump(line: string): boolean {
  return [ROW, PACKET, TIME, CLOCK].some((form) => form.test(line.trim()));
}

/**
 * Goes to a row by its number, to a packet (`#7`), to the first row at or after a time: seconds since the start (`@1.25`),
 * from the row under the cursor (`@+10ms`, `@-1s`) or of the clock in UTC (`@13:05:09.5`).
 */
export function jumped(context: UiContext, line: string): UiState {
  const text = line.trim();
  const { state, content } = context;
  if (ROW.test(text)) return movedTo(state, Number(text) - 1);
  const rows = shownRows(state, content);
  const packet = PACKET.exec(text)?.[1];
  if (packet !== undefined) {
    const place = rows.findIndex(({ key }) => key === `#${Number(packet)}`);
    return place < 0 ? failed(state, `no packet ${packet} here`) : jumpedToPlace(context, place);
  }
  const wantedNs = wantedTime(text, context);
  if (wantedNs === null) return failed(state, 'this row has no time to count from');
  const place = rows.findIndex(({ timeNs }) => timeNs !== null && timeNs >= wantedNs);
  return place < 0 ? { ...movedTo(state, rows.length - 1), notice: LATER } : jumpedToPlace(context, place);
}

const LATER = { text: 'the ladder ends before', isProblem: false };

function failed(state: UiState, text: string): UiState {
  return { ...state, notice: { text, isProblem: true } };
}

function wantedTime(text: string, { state, content }: UiContext): bigint | null {
  const { originNs } = ladderContext(content.snapshot.timeline, state.choice, content.rows(state.choice));
  const [, hours, minutes, seconds = '0'] = CLOCK.exec(text) ?? [];
  if (hours !== undefined) return clockTime(Number(hours), Number(minutes), Number(seconds), originNs);
  const [, sign = '', number = '0', unit = ''] = TIME.exec(text) ?? [];
  const spanNs = BigInt(Math.round(Number(number) * (UNITS_NS.get(unit) ?? SECOND_NS)));
  const cursor: LadderRow | undefined = shownRows(state, content)[state.ladder.cursor];
  const from = sign === '' ? originNs : (cursor?.timeNs ?? null);
  return from === null ? null : from + (sign === '-' ? -spanNs : spanNs);
}

/** The time of the clock on the day on which the ladder begins, or on the next where that is before its start. */
function clockTime(hours: number, minutes: number, seconds: number, originNs: bigint | null): bigint | null {
  if (originNs === null) return null;
  const ofDayNs = BigInt(Math.round((hours * 3600 + minutes * 60 + seconds) * SECOND_NS));
  const wanted = originNs - (originNs % DAY_NS) + ofDayNs;
  return wanted < originNs - DAY_NS / 2n ? wanted + DAY_NS : wanted;
}
