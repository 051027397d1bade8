import type { TcpState } from '../model';

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
