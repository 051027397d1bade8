import { closeKindOf, resetBy } from '../flow/close';
import type { CloseKind, HandshakeOutcome } from '../flow/connection';
import { CLIENT, SERVER } from '../flow/connection-end';
import type { ConnectionRow } from '../flow/connection-row';
import { outcomeOf } from '../flow/handshake';
import { elapsedNs, readMark } from '../flow/packet-mark';
import { ROW, STATE, STREAM } from '../flow/row-layout';
import { durationText } from './duration-text';
import { writeDuration } from './duration-writer';
import { EndpointWriter } from './endpoint-writer';
import type { LineBuffer } from './line-buffer';
import { TextPiece } from './text-piece';

const TCP = new TextPiece(' tcp ');
const UDP = new TextPiece(' udp ');
const TO = new TextPiece(' > ');
const COLON = new TextPiece(': ');
const IN = new TextPiece(' in ');
const PACKET = new TextPiece(' packet');
const PACKETS = new TextPiece(' packets');
const COMMA = new TextPiece(', ');
const BYTES_SENT = new TextPiece(' bytes > ');
const BYTES_RECEIVED = new TextPiece(' bytes <\n');
const OPEN = new TextPiece(' (');
const CLOSE = new TextPiece(')');
const CAPTURED_AGAIN = new TextPiece(' captured again)');
const SYN_AGAIN = new TextPiece(' x SYN again');
const SYN_ACK_AGAIN = new TextPiece(' x SYN-ACK again');

const OUTCOMES: Readonly<Record<HandshakeOutcome, TextPiece>> = {
  complete: new TextPiece(': handshake complete'),
  refused: new TextPiece(': handshake refused'),
  unanswered: new TextPiece(': handshake unanswered'),
  partial: new TextPiece(': handshake partial'),
  unseen: new TextPiece(': handshake unseen'),
};
const CLOSES: Readonly<Record<CloseKind, TextPiece>> = {
  'four-segment': new TextPiece(', close four-segment, '),
  'three-segment': new TextPiece(', close three-segment, '),
  simultaneous: new TextPiece(', close simultaneous, '),
  half: new TextPiece(', close half, '),
  reset: new TextPiece(', close reset, '),
  open: new TextPiece(', close open, '),
};
const RESETS = {
  client: new TextPiece(', close reset by client, '),
  server: new TextPiece(', close reset by server, '),
} as const;

/** Writes the lines of `connections`: what connectionLine() gives of each, from its row and without an object. */
export class ConnectionLineWriter {
  private readonly buffer: LineBuffer;
  private readonly endpoints: EndpointWriter;

  constructor(buffer: LineBuffer) {
    this.buffer = buffer;
    this.endpoints = new EndpointWriter(buffer);
  }

  /** Writes the line of a row, and its newline. */
  write(row: ConnectionRow, index: number): void {
    const { buffer, endpoints } = this;
    const isUdp = row.has(STATE.udp);
    buffer.integer(index);
    buffer.piece(isUdp ? UDP : TCP);
    endpoints.write(row, CLIENT);
    buffer.piece(TO);
    endpoints.write(row, SERVER);
    if (isUdp) {
      buffer.piece(COLON);
    } else {
      this.writeHandshake(row);
      this.writeClose(row);
    }
    this.writePackets(row);
    this.writeBytes(row);
  }

  private writeHandshake(row: ConnectionRow): void {
    const { buffer } = this;
    const { view, at } = row;
    buffer.piece(OUTCOMES[outcomeOf(row)]);
    this.writeElapsed(row, ROW.syn, ROW.ack);
    const syns = view.getUint32(at + ROW.synRetransmissions, true);
    const synAcks = view.getUint32(at + ROW.synAckRetransmissions, true);
    if (syns + synAcks === 0) {
      return;
    }
    buffer.piece(OPEN);
    if (syns > 0) {
      buffer.integer(syns);
      buffer.piece(SYN_AGAIN);
    }
    if (syns > 0 && synAcks > 0) {
      buffer.piece(COMMA);
    }
    if (synAcks > 0) {
      buffer.integer(synAcks);
      buffer.piece(SYN_ACK_AGAIN);
    }
    buffer.piece(CLOSE);
  }

  private writeClose(row: ConnectionRow): void {
    const kind = closeKindOf(row);
    this.buffer.piece(kind === 'reset' && row.isMarked('reset') ? RESETS[resetBy(row)] : CLOSES[kind]);
  }

  private writePackets(row: ConnectionRow): void {
    const { buffer } = this;
    const { view, at } = row;
    const count =
      view.getUint32(at + ROW.client + STREAM.packets, true) + view.getUint32(at + ROW.server + STREAM.packets, true);
    buffer.integer(count);
    buffer.piece(count === 1 ? PACKET : PACKETS);
    if (count > 1) {
      this.writeElapsed(row, ROW.firstPacket, ROW.lastPacket);
    }
    const copies = view.getUint32(at + ROW.copies, true);
    if (copies > 0) {
      buffer.piece(OPEN);
      buffer.integer(copies);
      buffer.piece(CAPTURED_AGAIN);
    }
    buffer.piece(COMMA);
  }

  private writeBytes({ view, at }: ConnectionRow): void {
    const { buffer } = this;
    buffer.integer(view.getFloat64(at + ROW.client + STREAM.payloadBytes, true));
    buffer.piece(BYTES_SENT);
    buffer.integer(view.getFloat64(at + ROW.server + STREAM.payloadBytes, true));
    buffer.piece(BYTES_RECEIVED);
  }

  /** Writes the time from one packet to another, where it is known. */
  private writeElapsed({ view, at }: ConnectionRow, from: number, to: number): void {
    const { buffer } = this;
    const ns = elapsedNs(view, at + from, at + to);
    if (ns >= 0) {
      buffer.piece(IN);
      if (ns <= Number.MAX_SAFE_INTEGER) writeDuration(buffer, ns);
      else buffer.wideText(durationText(exactNs(view, at + to) - exactNs(view, at + from)));
    }
  }
}

/** Of a packet that has a time. */
function exactNs(view: DataView, at: number): bigint {
  return readMark(view, at)?.timestampNs ?? 0n;
}
