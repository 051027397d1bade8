import type { PacketFacts } from '../wire/packet-facts';
import { TCP_FLAG } from '../wire/tcp-flags';
import type { Close, CloseKind } from './connection';
import type { ConnectionRow } from './connection-row';
import type { FlowFrame } from './flow-frame';
import { readMark } from './packet-mark';
import { ROW, STATE } from './row-layout';

/** By which numbers rows keep the kinds. */
export const CLOSE_KINDS = ['open', 'half', 'four-segment', 'three-segment', 'simultaneous'] as const;
const KIND_BITS = 0b111;

/** Follows how a connection ends: which FIN came how, and whether a reset cut it short (RFC 9293 §3.6). */
export function addToClose(
  row: ConnectionRow,
  facts: PacketFacts,
  frame: FlowFrame,
  fromClient: boolean,
  acknowledgesFin: boolean,
): void {
  if ((facts.flags & TCP_FLAG.rst) !== 0) {
    addReset(row, frame, fromClient);
    return;
  }
  if ((facts.flags & TCP_FLAG.fin) !== 0 && !row.isMarked(finColumn(row, fromClient))) {
    setKind(row, kindOfFin(row, fromClient, acknowledgesFin));
    row.mark(finColumn(row, fromClient), frame);
  }
  if (acknowledgesFin) {
    row.set(acknowledgedBit(row, !fromClient));
  }
}

function addReset(row: ConnectionRow, frame: FlowFrame, fromClient: boolean): void {
  const isOver = row.has(acknowledgedBit(row, true)) && row.has(acknowledgedBit(row, false));
  row.set(isOver ? 0 : STATE.isCutShort);
  if (!row.isMarked('reset')) {
    row.mark('reset', frame);
    row.set(fromClient ? STATE.isResetByClient : 0);
  }
}

/** A socket that is both ends has one FIN, which closes both. */
function finColumn(row: ConnectionRow, ofClient: boolean): 'clientFin' | 'serverFin' {
  return ofClient || row.has(STATE.selfConnected) ? 'clientFin' : 'serverFin';
}

function acknowledgedBit(row: ConnectionRow, ofClient: boolean): number {
  return ofClient || row.has(STATE.selfConnected) ? STATE.isClientFinAcknowledged : STATE.isServerFinAcknowledged;
}

/** How the connection closes with this end's first FIN. */
function kindOfFin(row: ConnectionRow, fromClient: boolean, acknowledgesFin: boolean): CloseKind {
  if (row.has(STATE.selfConnected)) {
    // A socket that is both ends receives its own FIN in FIN-WAIT-1 and goes through CLOSING.
    return 'simultaneous';
  }
  if (!row.isMarked(finColumn(row, !fromClient))) {
    return 'half';
  }
  if (row.has(acknowledgedBit(row, !fromClient))) {
    return 'four-segment';
  }
  return acknowledgesFin ? 'three-segment' : 'simultaneous';
}

function setKind(row: ConnectionRow, kind: CloseKind): void {
  const number = CLOSE_KINDS.findIndex((other) => other === kind);
  row.state = (row.state & ~(KIND_BITS << STATE.closeKindShift)) | (number << STATE.closeKindShift);
}

/** Gives the close as it stands. */
export function readClose(row: ConnectionRow): Close {
  const { view, at } = row;
  const clientFin = readMark(view, at + ROW.clientFin);
  const reset = readMark(view, at + ROW.reset);
  return {
    kind: row.has(STATE.isCutShort) ? 'reset' : kindOf(row),
    clientFin,
    serverFin: row.has(STATE.selfConnected) ? clientFin : readMark(view, at + ROW.serverFin),
    reset: reset && { ...reset, by: row.has(STATE.isResetByClient) ? 'client' : 'server' },
  };
}

function kindOf(row: ConnectionRow): CloseKind {
  return CLOSE_KINDS[(row.state >>> STATE.closeKindShift) & KIND_BITS] ?? 'open';
}
