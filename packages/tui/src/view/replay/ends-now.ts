import type { LadderRow, Side, TcpState, TimelineCall } from '@sockscope/timeline';

/** What one end is doing at a moment of the replay. */
export interface EndNow {
  readonly state: TcpState | null;
  /** The call that has been entered last and has not returned; null while the program does something else. */
  readonly call: TimelineCall | null;
}

/** What happened longer ago is not looked for: a frame has no time for it. */
const MOST_ROWS_BACK = 20_000;

/**
 * Gives what an end is doing once the first `shown` rows have happened. A packet under way has not changed the end that it goes to.
 */
export function endNow(rows: readonly LadderRow[], shown: number, side: Side, isUnderWay: boolean): EndNow {
  return { state: stateNow(rows, shown, side, isUnderWay), call: callNow(rows, shown, side) };
}

function stateNow(rows: readonly LadderRow[], shown: number, side: Side, isUnderWay: boolean): TcpState | null {
  const least = Math.max(0, shown - MOST_ROWS_BACK);
  for (let i = shown - 1; i >= least; i--) {
    const row = rows[i];
    const isAway = i === shown - 1 && isUnderWay && row !== undefined && isArrival(row.event, side);
    const state = isAway ? null : (row?.state[side] ?? null);
    if (state !== null) return state;
  }
  return null;
}

function callNow(rows: readonly LadderRow[], shown: number, side: Side): TimelineCall | null {
  const returned = new Set<string>();
  const least = Math.max(0, shown - MOST_ROWS_BACK);
  for (let i = shown - 1; i >= least; i--) {
    const row = rows[i];
    // Without a bracket nothing is open, and nothing before was either.
    if (!row || row.brackets[side].every((part) => part === 'none' || part === 'close')) return null;
    const { event } = row;
    if (event.kind !== 'call' || event.call.role !== side) continue;
    if (event.part === 'return') returned.add(event.call.id);
    if (event.part === 'enter' && !returned.has(event.call.id)) return event.call;
  }
  return null;
}

/** True for a packet that goes to the end. */
export function isArrival(event: LadderRow['event'], side: Side): boolean {
  if (event.kind !== 'packet') return false;
  const { flow } = event.packet.packet;
  return flow !== null && flow.fromClient === (side === 'server');
}
