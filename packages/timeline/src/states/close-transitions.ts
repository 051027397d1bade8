import type { TcpState } from '../model';

/** What the sender of a FIN goes to. */
export const AFTER_FIN: Partial<Record<TcpState, TcpState>> = {
  'SYN-RECEIVED': 'FIN-WAIT-1',
  ESTABLISHED: 'FIN-WAIT-1',
  'CLOSE-WAIT': 'LAST-ACK',
};

/** What the receiver of a FIN goes to. */
export const ON_FIN: Partial<Record<TcpState, TcpState>> = {
  'SYN-RECEIVED': 'CLOSE-WAIT',
  ESTABLISHED: 'CLOSE-WAIT',
  'FIN-WAIT-1': 'CLOSING',
  'FIN-WAIT-2': 'TIME-WAIT',
};

/** What an end goes to when its FIN is acknowledged. */
export const ON_ACK_OF_FIN: Partial<Record<TcpState, TcpState>> = {
  'FIN-WAIT-1': 'FIN-WAIT-2',
  CLOSING: 'TIME-WAIT',
  'LAST-ACK': 'CLOSED',
};
