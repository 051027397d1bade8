import type { ConnectionRow } from './connection-row';
import { ROW, STATE } from './row-layout';

/** Where a row has one end of its connection. */
export interface ConnectionEnd {
  /** Column of the first word of the address: of IPv4 the whole. */
  readonly first: number;
  /** Column of the second word of an IPv6 address, which the two others follow. */
  readonly rest: number;
  readonly portShift: 0 | 16;
}

export const CLIENT: ConnectionEnd = { first: ROW.clientAddress0, rest: ROW.clientAddress1, portShift: 16 };
export const SERVER: ConnectionEnd = { first: ROW.serverAddress0, rest: ROW.serverAddress1, portShift: 0 };

export function isIpv6(row: ConnectionRow): boolean {
  return row.has(STATE.ipv6);
}

/** Gives a word of an address, from 0: of IPv4 there is one, of IPv6 four. */
export function addressWord({ view, at }: ConnectionRow, { first, rest }: ConnectionEnd, word: 0 | 1 | 2 | 3): number {
  return view.getUint32(at + (word === 0 ? first : rest + 4 * (word - 1)));
}

export function portOf({ view, at }: ConnectionRow, { portShift }: ConnectionEnd): number {
  return (view.getUint32(at + ROW.ports) >>> portShift) & 0xffff;
}
