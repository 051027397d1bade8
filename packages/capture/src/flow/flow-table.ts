import type { ScanMemory } from '../assembly/scan-memory';
import type { PacketFacts } from '../wire/packet-facts';
import { TRANSPORT } from '../wire/packet-facts';
import { TCP_FLAG } from '../wire/tcp-flags';
import { acceptsSegment } from './accepts-segment';
import { clientKnownByBits, clientKnownByPacket, isFirstFromClient } from './client-side';
import { addToClose } from './close';
import type { ConnectionSummary } from './connection';
import { ConnectionRow } from './connection-row';
import type { ConnectionRows } from './connection-rows';
import { CopyFinder, mayBeCopied } from './copy-finder';
import type { FlowFrame } from './flow-frame';
import { FlowKey } from './flow-key';
import type { FlowMemory } from './flow-memory';
import { FlowPlace } from './flow-place';
import { addHandshakeFromClient, addHandshakeFromServer, addIcmpErrorToClient } from './handshake';
import { HeapMemory } from './heap-memory';
import { NewestFlows } from './newest-flows';
import { PlainPackets } from './plain-packets';
import { readConnection } from './read-connection';
import { STATE } from './row-layout';
import { SeenBytes } from './seen-bytes';
import { acknowledge, placeInStream } from './segment';

/**
 * Sorts packets into TCP connections and UDP exchanges, in capture order. A pair of endpoints that is used again is another
 * connection once a SYN with a new initial sequence number shows it.
 *
 * All state is in rows of bytes: a packet leaves nothing behind, and memory grows with connections (320 bytes each, a hash
 * table of 16 to 32 more, and the gaps of streams) and not with packets.
 */
export class FlowTable {
  /** What add() found; written again for each packet. */
  readonly place = new FlowPlace();
  readonly rows: ConnectionRows;
  /** A connection was left out, because there was no memory for it. */
  isFull = false;
  private readonly newest: NewestFlows;
  private readonly seen = new SeenBytes();
  private readonly row = new ConnectionRow();
  private readonly key = new FlowKey();
  private readonly copies = new CopyFinder();

  /** How many connections there are. */
  get count(): number {
    return this.rows.count;
  }

  constructor(memory: FlowMemory = new HeapMemory()) {
    this.newest = new NewestFlows(memory);
    this.rows = this.newest.rows;
  }

  /** The short way for the commonest packets of a capture in the same memory; all others take add(). */
  plainPackets(memory: ScanMemory): PlainPackets {
    return new PlainPackets(memory, this.newest);
  }

  /** Gives a connection as it stands, by its index. */
  connection(index: number): ConnectionSummary {
    this.moveTo(index);
    return readConnection(this.row, index);
  }

  /** Takes the next packet; `place` then says where it stands in its connection, which it may have opened. */
  add(facts: PacketFacts, frame: FlowFrame): void {
    this.place.clear();
    if (facts.quotedVersion !== 0) {
      this.addIcmpError(facts, frame);
    } else if (facts.transport === TRANSPORT.tcp) {
      this.addSegment(facts, frame);
    } else if (facts.transport === TRANSPORT.udp) {
      this.addDatagram(facts, frame);
    }
  }

  private addSegment(facts: PacketFacts, frame: FlowFrame): void {
    const { row, place } = this;
    this.key.takePacket(facts);
    place.connection = this.newest.find(this.key);
    if (place.connection >= 0) {
      this.moveTo(place.connection);
      place.fromClient = this.isFromClient(facts);
    }
    if (place.connection < 0 || !acceptsSegment(row, facts, place.fromClient)) {
      if (!this.open(facts, frame)) {
        return;
      }
      place.fromClient = this.isFromClient(facts);
    }
    if (this.isCopy(facts, frame)) {
      return;
    }
    const { fromClient } = place;
    if ((facts.flags & TCP_FLAG.ack) !== 0) {
      acknowledge(facts, row.view, fromClient ? row.server : row.client, place);
    }
    const own = fromClient ? row.client : row.server;
    placeInStream(facts, row.view, own, 2 * place.connection + (own === row.client ? 0 : 1), this.seen, place);
    if (fromClient) {
      addHandshakeFromClient(row, facts, frame);
    } else {
      addHandshakeFromServer(row, facts, frame);
    }
    if ((facts.flags & (TCP_FLAG.fin | TCP_FLAG.rst)) !== 0 || place.acknowledgesFin) {
      addToClose(row, facts, frame, fromClient, place.acknowledgesFin);
    }
    row.addPacket(frame, fromClient);
  }

  private addDatagram(facts: PacketFacts, frame: FlowFrame): void {
    const { row, place } = this;
    this.key.takePacket(facts);
    place.connection = this.newest.find(this.key);
    if (place.connection >= 0) {
      this.moveTo(place.connection);
    } else if (!this.open(facts, frame)) {
      return;
    }
    place.fromClient = this.key.isSourceClient;
    if (!this.isCopy(facts, frame)) {
      place.datagram = row.addDatagram(place.fromClient, facts.payloadBytes);
      row.addPacket(frame, place.fromClient);
    }
  }

  /**
   * An error belongs to the newest connection between the quoted endpoints; a quote has no more to tell them apart. It counts
   * as sent by the end to which the quoted packet went.
   */
  private addIcmpError(facts: PacketFacts, frame: FlowFrame): void {
    const { row, place } = this;
    place.connection = this.key.takeQuote(facts) ? this.newest.find(this.key) : -1;
    if (place.connection < 0) {
      return;
    }
    this.moveTo(place.connection);
    const quotesClient = this.key.isSourceClient;
    place.fromClient = !quotesClient;
    place.isIcmpError = true;
    if (this.isCopy(facts, frame)) {
      return;
    }
    if (quotesClient) {
      addIcmpErrorToClient(row);
    }
    row.addPacket(frame, place.fromClient);
  }

  private isCopy(facts: PacketFacts, frame: FlowFrame): boolean {
    const { row, place } = this;
    place.isCopy = this.copies.isCopy(facts, frame, 2 * place.connection + (place.fromClient ? 0 : 1));
    if (place.isCopy) {
      row.count('copies');
      row.touch(frame);
    }
    return place.isCopy;
  }

  /** A socket that is connected to itself is the client, but for its SYN-ACK. */
  private isFromClient(facts: PacketFacts): boolean {
    const synAck = TCP_FLAG.syn | TCP_FLAG.ack;
    return this.row.has(STATE.selfConnected) ? (facts.flags & synAck) !== synAck : this.key.isSourceClient;
  }

  /** Opens the connection of a packet that belongs to none so far; false: there is no memory for it, and it belongs to none. */
  private open(facts: PacketFacts, frame: FlowFrame): boolean {
    const { row, key } = this;
    const index = this.newest.add(key);
    this.place.connection = index;
    if (index < 0) {
      this.isFull = true;
      return false;
    }
    const knownBy = clientKnownByPacket(facts);
    this.moveTo(index);
    key.write(row.view, row.at, isFirstFromClient(facts, knownBy));
    const isSelfConnected = facts.transport === TRANSPORT.tcp && key.isSelfAddressed;
    row.state =
      key.kind |
      clientKnownByBits(knownBy) |
      (isSelfConnected ? STATE.selfConnected : 0) |
      (mayBeCopied(facts) ? STATE.mayBeCopied : 0);
    row.mark('firstPacket', frame);
    this.newest.set(index);
    return true;
  }

  private moveTo(index: number): void {
    this.row.moveTo(this.rows.view, this.rows.offsetOf(index));
  }
}
