// AssemblyScript: adds a plain packet to the row of its connection. This is put where it is called.
import {
  CLOSE,
  MARK,
  MEMORY,
  MIN_TCP_HEADER_BYTES,
  ROW,
  STATE,
  STREAM,
  STREAM_FLAG,
  TCP_FLAG,
  TCP_OFFSET,
  UDP_HEADER_BYTES,
  UDP_OFFSET,
} from './constants';
import { chosen } from './chosen';
import { load16, load32 } from './network';

const CONTROL: u32 = TCP_FLAG.syn | TCP_FLAG.fin | TCP_FLAG.rst | TCP_FLAG.ack;
const SYN_ACK: u32 = TCP_FLAG.syn | TCP_FLAG.ack;
/** Bits of a row's state with which any packet may mean more than it says. */
const UNUSUAL: u32 = STATE.selfConnected | STATE.mayBeCopied;
/** Of both directions together, 2^50: below it low() is exact. */
const MOST_OFFSETS: f64 = 1125899906842624.0;
/** 1.5 times 2^52: of a sum with it the last bit is worth 1. */
const LAST_BIT_IS_ONE: f64 = 6755399441055744.0;

/** Checks first and writes then: what FlowTable does, where it does no more than this. */
export function addSegment(
  frame: u32,
  header: u32,
  end: u32,
  wireEnd: u32,
  row: u32,
  own: u32,
  isFromServer: u32,
  column: u32,
  number: u32,
): bool {
  const tcp: u32 = frame + header;
  const dataOffsetAndFlags = load16(tcp + TCP_OFFSET.dataOffsetAndFlags);
  const headerEnd: u32 = header + (dataOffsetAndFlags >> 12) * 4;
  const flags = dataOffsetAndFlags & CONTROL;
  const state = load<u32>(row + ROW.state);
  if (headerEnd < header + MIN_TCP_HEADER_BYTES || headerEnd > end || (state & UNUSUAL) !== 0) {
    return false;
  }
  const payloadBytes: u32 = max<i32>(wireEnd - headerEnd, 0);
  if (flags === SYN_ACK) {
    return payloadBytes === 0 && isFromServer !== 0 && addSynAck(tcp, row, state, column, number);
  }
  if ((flags & ~TCP_FLAG.fin) !== TCP_FLAG.ack || (isFromServer !== 0 && (state & STATE.isAnswered) === 0)) {
    return false;
  }

  const ownFlags = load<u32>(own + STREAM.flags);
  const seenTo = load<f64>(own + STREAM.seenTo);
  const furthest = load<f64>(own + STREAM.furthest);
  const isNotNext =
    (ownFlags & STREAM_FLAG.hasGaps) |
    (load32(tcp + TCP_OFFSET.sequence) ^ (load<u32>(own + STREAM.base) + low(furthest))) |
    (u32(seenTo !== furthest) & u32((ownFlags & STREAM_FLAG.hasSeen) !== 0));
  const other: u32 = row + chosen(isFromServer, ROW.client, ROW.server);
  const otherFlags = load<u32>(other + STREAM.flags);
  const isFin = (flags & TCP_FLAG.fin) !== 0;
  const otherFurthest = load<f64>(other + STREAM.furthest);
  if (
    furthest + otherFurthest > MOST_OFFSETS ||
    (ownFlags & otherFlags & STREAM_FLAG.hasBase) === 0 ||
    (isNotNext !== 0 && (payloadBytes !== 0 || isFin)) ||
    (isFin && (ownFlags & STREAM_FLAG.hasFin) !== 0)
  ) {
    return false;
  }

  const otherSequence = load<u32>(other + STREAM.base) + low(otherFurthest);
  const acknowledged = otherFurthest + <f64>(<i32>(load32(tcp + TCP_OFFSET.acknowledgment) - otherSequence));
  // Adds nothing where there is no payload: whether there is any cannot be foreseen, and writing costs less than guessing.
  store<f64>(own + STREAM.seenTo, seenTo + <f64>payloadBytes);
  store<f64>(own + STREAM.furthest, furthest + <f64>payloadBytes);
  store<f64>(own + STREAM.payloadBytes, load<f64>(own + STREAM.payloadBytes) + <f64>payloadBytes);
  if ((ownFlags & STREAM_FLAG.hasSeen) === 0 && payloadBytes !== 0) {
    store<u32>(own + STREAM.flags, ownFlags | STREAM_FLAG.hasSeen);
  }
  if ((otherFlags & STREAM_FLAG.hasAcknowledged) === 0) {
    store<u32>(other + STREAM.flags, otherFlags | STREAM_FLAG.hasAcknowledged);
    store<f64>(other + STREAM.acknowledged, acknowledged);
  } else {
    const before = load<f64>(other + STREAM.acknowledged);
    const bits = reinterpret<u64>(before);
    const isMore = -u64(acknowledged > before);
    store<u64>(other + STREAM.acknowledged, bits ^ ((bits ^ reinterpret<u64>(acknowledged)) & isMore));
  }
  const acknowledgesFin = (otherFlags & STREAM_FLAG.hasFin) !== 0 && acknowledged > load<f64>(other + STREAM.finOffset);
  if (isFin) {
    store<u32>(own + STREAM.flags, load<u32>(own + STREAM.flags) | STREAM_FLAG.hasFin);
    store<f64>(own + STREAM.finOffset, furthest + <f64>payloadBytes);
    addFin(row, state, isFromServer, acknowledgesFin, column, number);
  }
  if (acknowledgesFin) {
    store<u32>(
      row + ROW.state,
      load<u32>(row + ROW.state) | chosen(isFromServer, STATE.isClientFinAcknowledged, STATE.isServerFinAcknowledged),
    );
  }
  if ((state & STATE.awaitsAck) !== 0 && isFromServer === 0 && acknowledged >= 0) {
    mark(row + ROW.ack, column, number);
    store<u32>(row + ROW.state, load<u32>(row + ROW.state) & ~STATE.awaitsAck);
  }
  return true;
}

/** What addToClose() does of an end's first FIN. */
function addFin(row: u32, state: u32, isFromServer: u32, acknowledgesFin: bool, column: u32, number: u32): void {
  const otherFin = row + chosen(isFromServer, ROW.clientFin, ROW.serverFin);
  const otherIsAcknowledged = chosen(isFromServer, STATE.isClientFinAcknowledged, STATE.isServerFinAcknowledged);
  const kind: u32 =
    load<u32>(otherFin + MARK.packet) === 0
      ? CLOSE.half
      : (state & otherIsAcknowledged) !== 0
        ? CLOSE.fourSegment
        : acknowledgesFin
          ? CLOSE.threeSegment
          : CLOSE.simultaneous;
  store<u32>(row + ROW.state, (state & ~((<u32>7) << STATE.closeKindShift)) | (kind << STATE.closeKindShift));
  mark(row + chosen(isFromServer, ROW.serverFin, ROW.clientFin), column, number);
}

/** The server's first segment, which acknowledges all that the client has sent. */
function addSynAck(tcp: u32, row: u32, state: u32, column: u32, number: u32): bool {
  const own: u32 = row + ROW.server;
  const other: u32 = row + ROW.client;
  const otherFlags = load<u32>(other + STREAM.flags);
  const furthest = load<f64>(other + STREAM.furthest);
  if (
    load<u32>(own + STREAM.flags) !== 0 ||
    (otherFlags & (STREAM_FLAG.hasIsn | STREAM_FLAG.hasAcknowledged)) !== STREAM_FLAG.hasIsn ||
    load32(tcp + TCP_OFFSET.acknowledgment) !== load<u32>(other + STREAM.base) + low(furthest)
  ) {
    return false;
  }
  store<u32>(other + STREAM.flags, otherFlags | STREAM_FLAG.hasAcknowledged);
  store<f64>(other + STREAM.acknowledged, furthest);
  store<u32>(own + STREAM.flags, STREAM_FLAG.hasBase | STREAM_FLAG.hasIsn | STREAM_FLAG.hasSentSynAck);
  store<u32>(own + STREAM.base, load32(tcp + TCP_OFFSET.sequence) + 1);
  store<u32>(row + ROW.state, state | STATE.isAnswered | STATE.awaitsAck);
  mark(row + ROW.synAck, column, number);
  return true;
}

export function addDatagram(frame: u32, header: u32, end: u32, row: u32, own: u32): bool {
  if (header + UDP_HEADER_BYTES > end || (load<u32>(row + ROW.state) & UNUSUAL) !== 0) {
    return false;
  }
  const length = load16(frame + header + UDP_OFFSET.length);
  if (length < UDP_HEADER_BYTES) {
    return false;
  }
  const payloadBytes = <f64>(<i32>(length - UDP_HEADER_BYTES));
  store<f64>(own + STREAM.payloadBytes, load<f64>(own + STREAM.payloadBytes) + payloadBytes);
  store<u32>(own + STREAM.datagrams, load<u32>(own + STREAM.datagrams) + 1);
  return true;
}

/** Keeps which packet it was. */
export function mark(at: u32, column: u32, number: u32): void {
  store<f64>(at + MARK.seconds, load<f64>(MEMORY.seconds + (column << 1)));
  store<u32>(at + MARK.nanoseconds, load<u32>(MEMORY.nanoseconds + column));
  store<u32>(at + MARK.packet, number);
}

/** A stream's offset modulo 2^32: the lower half of the sum. */
function low(offset: f64): u32 {
  return <u32>reinterpret<u64>(offset + LAST_BIT_IS_ONE);
}
