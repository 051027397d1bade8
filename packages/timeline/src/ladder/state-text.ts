import type { Side, TcpState } from '../model';
import type { LadderRow } from './row';

/** States of RFC 9293 §3.3.2 in five cells: the narrowest column has no more. */
const STATE_TEXT: Readonly<Record<TcpState, string>> = {
  CLOSED: 'CLOSD',
  LISTEN: 'LISTN',
  'SYN-SENT': 'SYN-S',
  'SYN-RECEIVED': 'SYN-R',
  ESTABLISHED: 'ESTAB',
  'FIN-WAIT-1': 'FIN-1',
  'FIN-WAIT-2': 'FIN-2',
  'CLOSE-WAIT': 'CLO-W',
  CLOSING: 'CLSNG',
  'LAST-ACK': 'L-ACK',
  'TIME-WAIT': 'TIM-W',
};

/** Gives a state's short name: `ESTAB`, `FIN-1`; nothing where the state does not change. */
export function stateText(state: TcpState | null): string {
  return state === null ? '' : STATE_TEXT[state];
}

/** The same in four, behind the mark of a segment that the state does not explain. */
const MARKED_TEXT: Readonly<Record<TcpState, string>> = {
  CLOSED: 'CLSD',
  LISTEN: 'LSTN',
  'SYN-SENT': 'SYNS',
  'SYN-RECEIVED': 'SYNR',
  ESTABLISHED: 'ESTB',
  'FIN-WAIT-1': 'FIN1',
  'FIN-WAIT-2': 'FIN2',
  'CLOSE-WAIT': 'CLOW',
  CLOSING: 'CLSG',
  'LAST-ACK': 'LACK',
  'TIME-WAIT': 'TIMW',
};

/** Gives an end's state on a row: what it enters, `ESTAB`; or what it sent an illegal `!ESTB` or unexplained `?ESTB` segment in. */
export function rowStateText({ state, oddSegment }: LadderRow, side: Side): string {
  if (oddSegment?.side !== side) return stateText(state[side]);
  const mark = oddSegment.verdict === 'illegal' ? '!' : '?';
  const shown = state[side] ?? oddSegment.state;
  return mark + (shown === null ? '' : MARKED_TEXT[shown]);
}
