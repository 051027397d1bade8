// AssemblyScript, for LineMemory: the lines of `connections --json`.
import { MARK, ROW, ROW_BYTES, STATE, TEXT } from './constants';
import {
  choice,
  client,
  closeKind,
  elapsedNanoseconds,
  elapsedSeconds,
  has,
  outcome,
  packetOf,
  packets,
  payloadBytes,
  server,
} from './row';
import { digits, integer, longInteger, text } from './text';

/** Writes the lines of so many rows, the first of which has this index, to `to`; gives where they end. */
export function connectionJsonLines(rows: u32, count: u32, index: u32, to: u32): u32 {
  let at = to;
  for (let each: u32 = 0; each < count; each++) {
    at = jsonLine(at, rows + each * ROW_BYTES, index + each);
  }
  return at;
}

/** As connectionJson() has it, and that nothing was joined. */
function jsonLine(at: u32, row: u32, index: u32): u32 {
  let end = integer(text(at, TEXT.connectionKey), index);
  end = client(text(end, choice(TEXT.protocolKeys, has(row, STATE.udp))), row);
  end = server(text(end, TEXT.serverKey), row);
  const knownBy = (load<u32>(row + ROW.state) >> STATE.clientKnownByShift) & 7;
  end = integer(text(end, choice(TEXT.firstPacketKeys, knownBy)), packetOf(row + ROW.firstPacket));
  end = integer(text(end, TEXT.packetsKey), packets(row, ROW.client));
  end = text(integer(text(end, TEXT.toClientKey), packets(row, ROW.server)), TEXT.endObject);
  const copies = load<u32>(row + ROW.copies);
  if (copies > 0) {
    end = integer(text(end, TEXT.copiesKey), copies);
  }
  end = longInteger(text(end, TEXT.payloadBytesKey), payloadBytes(row, ROW.client));
  end = longInteger(text(end, TEXT.toClientKey), payloadBytes(row, ROW.server));
  return text(close(handshake(end, row), row), TEXT.end);
}

function handshake(at: u32, row: u32): u32 {
  let end = text(at, choice(TEXT.outcomeKeys, outcome(row)));
  end = mark(end, TEXT.synKey, row + ROW.syn);
  end = mark(end, TEXT.synAckKey, row + ROW.synAck);
  end = mark(end, TEXT.ackKey, row + ROW.ack);
  end = elapsed(end, TEXT.synToSynAckKey, row + ROW.syn, row + ROW.synAck);
  end = elapsed(end, TEXT.synAckToAckKey, row + ROW.synAck, row + ROW.ack);
  end = integer(text(end, TEXT.synAgainKey), load<u32>(row + ROW.synRetransmissions));
  return integer(text(end, TEXT.synAckAgainKey), load<u32>(row + ROW.synAckRetransmissions));
}

function close(at: u32, row: u32): u32 {
  const serverFin = has(row, STATE.selfConnected) ? ROW.clientFin : ROW.serverFin;
  let end = text(at, choice(TEXT.closeKeys, closeKind(row)));
  end = mark(end, TEXT.clientFinKey, row + ROW.clientFin);
  end = mark(end, TEXT.serverFinKey, row + serverFin);
  if (packetOf(row + ROW.reset) !== 0) {
    end = openMark(end, TEXT.resetKey, row + ROW.reset);
    end = text(end, choice(TEXT.resetEnds, has(row, STATE.isResetByClient)));
  }
  return text(end, TEXT.endObject);
}

/** A packet of the connection, where it was seen. */
function mark(at: u32, key: u32, from: u32): u32 {
  return packetOf(from) === 0 ? at : text(openMark(at, key, from), TEXT.endObject);
}

function openMark(at: u32, key: u32, from: u32): u32 {
  const end = integer(text(at, key), packetOf(from));
  const seconds = load<f64>(from + MARK.seconds);
  return seconds >= 0 ? timestamp(end, u64(seconds), load<u32>(from + MARK.nanoseconds)) : text(end, TEXT.noTimestamp);
}

function timestamp(at: u32, seconds: u64, nanoseconds: u32): u32 {
  const end = longInteger(text(at, TEXT.timestampKey), seconds);
  store<u8>(end, 0x2e);
  return text(digits(end + 1, nanoseconds, 9), TEXT.quote);
}

/** The nanoseconds from one packet to another, where they are known. */
function elapsed(at: u32, key: u32, from: u32, to: u32): u32 {
  const seconds = elapsedSeconds(from, to);
  if (!(seconds >= 0)) {
    return at;
  }
  const nanoseconds = elapsedNanoseconds(from, to);
  const end = text(at, key);
  return text(
    seconds > 0 ? digits(longInteger(end, u64(seconds)), nanoseconds, 9) : integer(end, nanoseconds),
    TEXT.quote,
  );
}
