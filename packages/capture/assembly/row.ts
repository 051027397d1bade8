// AssemblyScript: what lines say of a connection's row, see row-layout.ts.
import { MARK, ROW, STATE, STREAM, TEXT_BYTES } from './constants';
import { load16 } from './network';
import { character, integer, ipv4Address, ipv6Address } from './text';

const COLON: u8 = 0x3a;
const BRACKET: u8 = 0x5b;
const END_BRACKET: u8 = 0x5d;
const BILLION: i32 = 1000000000;

/** The places of OUTCOMES in connection-texts.ts. */
const COMPLETE: u32 = 0;
const REFUSED: u32 = 1;
const UNANSWERED: u32 = 2;
const PARTIAL: u32 = 3;
const UNSEEN: u32 = 4;
/** That of `reset` in CLOSES. */
const RESET: u32 = 5;

/** 1 if a row's state has a bit, else 0. */
export function has(row: u32, flag: u32): u32 {
  return (load<u32>(row + ROW.state) & flag) !== 0 ? 1 : 0;
}

/** The number of a packet; 0: there is none. */
export function packetOf(mark: u32): u32 {
  return load<u32>(mark + MARK.packet);
}

export function packets(row: u32, stream: u32): u32 {
  return load<u32>(row + stream + STREAM.packets);
}

export function payloadBytes(row: u32, stream: u32): u64 {
  return u64(load<f64>(row + stream + STREAM.payloadBytes));
}

/** Of several texts, the one with this number. */
export function choice(first: u32, number: u32): u32 {
  return first + number * TEXT_BYTES;
}

function endpoint(at: u32, row: u32, first: u32, rest: u32, port: u32): u32 {
  if (has(row, STATE.ipv6) === 0) {
    return integer(character(ipv4Address(at, row + first), COLON), load16(row + port));
  }
  const end = ipv6Address(character(at, BRACKET), row + first, row + rest);
  return integer(character(character(end, END_BRACKET), COLON), load16(row + port));
}

export function client(at: u32, row: u32): u32 {
  return endpoint(at, row, ROW.clientAddress0, ROW.clientAddress1, ROW.ports);
}

export function server(at: u32, row: u32): u32 {
  return endpoint(at, row, ROW.serverAddress0, ROW.serverAddress1, ROW.ports + 2);
}

/** As outcomeOf() gives it. */
export function outcome(row: u32): u32 {
  const hasSyn = packetOf(row + ROW.syn) !== 0;
  if (packetOf(row + ROW.synAck) !== 0) {
    return hasSyn && packetOf(row + ROW.ack) !== 0 ? COMPLETE : PARTIAL;
  }
  if (!hasSyn) {
    return UNSEEN;
  }
  return has(row, STATE.isRefused) ? REFUSED : has(row, STATE.isAnswered) ? PARTIAL : UNANSWERED;
}

/** As readClose() gives it. */
export function closeKind(row: u32): u32 {
  return has(row, STATE.isCutShort) ? RESET : (load<u32>(row + ROW.state) >> STATE.closeKindShift) & 7;
}

/**
 * The whole seconds from one packet to another; NaN or below 0 where they are not known: there is no such packet, it has no time, or the
 * capture's clock was set back between them.
 */
export function elapsedSeconds(from: u32, to: u32): f64 {
  if (packetOf(from) === 0 || packetOf(to) === 0) {
    return -1;
  }
  const seconds = load<f64>(to + MARK.seconds) - load<f64>(from + MARK.seconds);
  return load<i32>(to + MARK.nanoseconds) < load<i32>(from + MARK.nanoseconds) ? seconds - 1 : seconds;
}

/** The rest of it. */
export function elapsedNanoseconds(from: u32, to: u32): u32 {
  const nanoseconds = load<i32>(to + MARK.nanoseconds) - load<i32>(from + MARK.nanoseconds);
  return nanoseconds < 0 ? nanoseconds + BILLION : nanoseconds;
}
