// AssemblyScript, for LineMemory: the lines of `connections`. There may be a hundred thousand, and code in WebAssembly is quick from the
// first one on.
import { ROW, ROW_BYTES, STATE, TEXT } from './constants';
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
import { duration, integer, longInteger, text } from './text';

/** Writes the lines of so many rows, the first of which has this index, to `to`; gives where they end. */
export function connectionLines(rows: u32, count: u32, index: u32, to: u32): u32 {
  let at = to;
  for (let each: u32 = 0; each < count; each++) {
    at = line(at, rows + each * ROW_BYTES, index + each);
  }
  return at;
}

/** As connectionLine() gives it, and a newline. */
function line(at: u32, row: u32, index: u32): u32 {
  const isUdp = has(row, STATE.udp);
  let end = text(integer(at, index), choice(TEXT.protocols, isUdp));
  end = server(text(client(end, row), TEXT.to), row);
  end = isUdp ? text(end, TEXT.colon) : close(handshake(end, row), row);
  end = allPackets(end, row);
  end = text(longInteger(end, payloadBytes(row, ROW.client)), TEXT.bytesSent);
  return text(longInteger(end, payloadBytes(row, ROW.server)), TEXT.bytesReceived);
}

function handshake(at: u32, row: u32): u32 {
  const end = elapsed(text(at, choice(TEXT.outcomes, outcome(row))), row + ROW.syn, row + ROW.ack);
  const syns = load<u32>(row + ROW.synRetransmissions);
  const synAcks = load<u32>(row + ROW.synAckRetransmissions);
  return (syns | synAcks) === 0 ? end : retransmissions(end, syns, synAcks);
}

function retransmissions(at: u32, syns: u32, synAcks: u32): u32 {
  let end = text(at, TEXT.bracket);
  if (syns > 0) {
    end = text(integer(end, syns), TEXT.synAgain);
  }
  if (synAcks > 0) {
    end = syns > 0 ? text(end, TEXT.comma) : end;
    end = text(integer(end, synAcks), TEXT.synAckAgain);
  }
  return text(end, TEXT.endBracket);
}

function close(at: u32, row: u32): u32 {
  return has(row, STATE.isCutShort) !== 0 && packetOf(row + ROW.reset) !== 0
    ? text(at, choice(TEXT.resets, has(row, STATE.isResetByClient)))
    : text(at, choice(TEXT.closes, closeKind(row)));
}

function allPackets(at: u32, row: u32): u32 {
  const count = packets(row, ROW.client) + packets(row, ROW.server);
  let end = integer(at, count);
  if (count === 1) {
    end = text(end, TEXT.packet);
  } else {
    end = text(end, TEXT.packets);
    end = count > 1 ? elapsed(end, row + ROW.firstPacket, row + ROW.lastPacket) : end;
  }
  const copies = load<u32>(row + ROW.copies);
  if (copies > 0) {
    end = text(integer(text(end, TEXT.bracket), copies), TEXT.capturedAgain);
  }
  return text(end, TEXT.comma);
}

/** The time from one packet to another, where it is known. */
function elapsed(at: u32, from: u32, to: u32): u32 {
  const seconds = elapsedSeconds(from, to);
  return seconds >= 0 ? duration(text(at, TEXT.within), u64(seconds), elapsedNanoseconds(from, to)) : at;
}
