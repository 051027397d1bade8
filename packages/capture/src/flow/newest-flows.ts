import type { ConnectionRows } from './connection-rows';
import { endpointHash } from './endpoint-hash';
import { flowHash, type FlowKey } from './flow-key';

const FIRST_CAPACITY = 1024;

/**
 * Finds the newest connection between two endpoints: a hash table with open addressing. A slot is two numbers, the hash and
 * the connection's index + 1.
 */
export class NewestFlows {
  private readonly rows: ConnectionRows;
  private readonly endpoints = endpointHash();
  /** For PlainPackets, which looks by itself. */
  slots = new Int32Array(2 * FIRST_CAPACITY);
  /** How many times set() was called. */
  changes = 0;
  /** The hash that set() was called for last. */
  changedHash = 0;
  private used = 0;
  /** Where find() ended, for set(). */
  private hash = 0;
  private slot = 0;

  constructor(rows: ConnectionRows) {
    this.rows = rows;
  }

  /** Gives the index of the newest connection, or -1. */
  find(key: FlowKey): number {
    const { rows, slots } = this;
    const mask = slots.length / 2 - 1;
    const hash = key.hash(this.endpoints);
    let place = this.placeOf(hash) & mask;
    let index = (slots[2 * place + 1] ?? 0) - 1;
    while (index >= 0 && !(slots[2 * place] === hash && key.matches(rows.pageOf(index), rows.offsetOf(index)))) {
      place = (place + 1) & mask;
      index = (slots[2 * place + 1] ?? 0) - 1;
    }
    this.hash = hash;
    this.slot = place;
    return index;
  }

  /** Makes a connection the newest between the endpoints that find() was asked for last. */
  set(index: number): void {
    this.changes += 1;
    this.changedHash = this.hash;
    const isNew = this.slots[2 * this.slot + 1] === 0;
    this.slots[2 * this.slot] = this.hash;
    this.slots[2 * this.slot + 1] = index + 1;
    this.used += isNew ? 1 : 0;
    if (this.used * 4 > this.slots.length) {
      this.grow();
    }
  }

  /** Where a hash's flow is looked for first, modulo the number of slots. */
  placeOf(hash: number): number {
    return hash ^ (hash >>> 16);
  }

  hashOfIpv4(source: number, sourcePort: number, destination: number, destinationPort: number, kind: number): number {
    const { endpoints } = this;
    return flowHash(endpoints.ofIpv4(source, sourcePort), endpoints.ofIpv4(destination, destinationPort), kind);
  }

  /** @param source Where the address stands in the view. */
  hashOfIpv6(
    view: DataView,
    source: number,
    sourcePort: number,
    destination: number,
    destinationPort: number,
    kind: number,
  ): number {
    const { endpoints } = this;
    return flowHash(
      endpoints.ofIpv6At(view, source, sourcePort),
      endpoints.ofIpv6At(view, destination, destinationPort),
      kind,
    );
  }

  private grow(): void {
    const old = this.slots;
    this.slots = new Int32Array(2 * old.length);
    const mask = old.length - 1;
    for (let from = 0; from < old.length; from += 2) {
      const entry = old[from + 1] ?? 0;
      if (entry !== 0) {
        const hash = old[from] ?? 0;
        let place = this.placeOf(hash) & mask;
        while (this.slots[2 * place + 1] !== 0) {
          place = (place + 1) & mask;
        }
        this.slots[2 * place] = hash;
        this.slots[2 * place + 1] = entry;
      }
    }
  }
}
