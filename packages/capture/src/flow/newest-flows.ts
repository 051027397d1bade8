import { ConnectionRows } from './connection-rows';
import { endpointHash } from './endpoint-hash';
import type { FlowKey } from './flow-key';
import type { FlowMemory } from './flow-memory';

/** For each connection, so that few have to wait for others. */
const LEAST_SLOTS = 2;
const SLOT_BYTES = 8;
const SLOT_WORDS = SLOT_BYTES / Int32Array.BYTES_PER_ELEMENT;

/**
 * Finds the newest connection between two endpoints: a hash table with open addressing. A slot is two words, the hash and
 * the connection's index + 1. The rows lie behind the slots.
 */
export class NewestFlows {
  readonly rows: ConnectionRows;
  private readonly memory: FlowMemory;
  private readonly endpoints = endpointHash();
  /** Where the first slot is. */
  private readonly firstWord: number;
  private capacity: number;
  private used = 0;
  /** Where find() ended, for set(). */
  private hash = 0;
  private slot = 0;

  constructor(memory: FlowMemory) {
    this.capacity = LEAST_SLOTS * memory.room;
    const end = memory.start + this.capacity * SLOT_BYTES;
    memory.reach(end);
    this.memory = memory;
    this.firstWord = memory.start / Int32Array.BYTES_PER_ELEMENT;
    this.rows = new ConnectionRows(memory, end);
  }

  /** How many slots there are, less one. */
  get mask(): number {
    return this.capacity - 1;
  }

  /** Gives the index of the newest connection, or -1. */
  find(key: FlowKey): number {
    const { rows, mask } = this;
    const { view, words } = this.memory;
    const hash = key.hash(this.endpoints);
    let slot = this.slotOf(hash, mask);
    let index = (words[slot + 1] ?? 0) - 1;
    while (index >= 0 && !(words[slot] === hash && key.matches(view, rows.offsetOf(index)))) {
      slot = this.slotAfter(slot, mask);
      index = (words[slot + 1] ?? 0) - 1;
    }
    this.hash = hash;
    this.slot = slot;
    return index;
  }

  /** Adds the row of a connection that find() did not find, or of one that is newer; -1: there is no memory for it. */
  add(key: FlowKey): number {
    if ((this.used + 1) * LEAST_SLOTS > this.capacity) {
      if (!this.grow()) {
        return -1;
      }
      this.find(key);
    }
    return this.rows.add();
  }

  /** Makes a connection the newest between the endpoints that find() was asked for last. */
  set(index: number): void {
    const { words } = this.memory;
    this.used += words[this.slot + 1] === 0 ? 1 : 0;
    words[this.slot] = this.hash;
    words[this.slot + 1] = index + 1;
  }

  private grow(): boolean {
    const { memory, firstWord, capacity } = this;
    if (!this.rows.moveAway(capacity * SLOT_BYTES)) {
      return false;
    }
    this.capacity = 2 * capacity;
    const { words } = memory;
    const old = words.slice(firstWord, firstWord + SLOT_WORDS * capacity);
    words.fill(0, firstWord, firstWord + SLOT_WORDS * this.capacity);
    for (let from = 0; from < old.length; from += SLOT_WORDS) {
      const entry = old[from + 1] ?? 0;
      if (entry !== 0) {
        const hash = old[from] ?? 0;
        let slot = this.slotOf(hash, this.mask);
        while (words[slot + 1] !== 0) {
          slot = this.slotAfter(slot, this.mask);
        }
        words[slot] = hash;
        words[slot + 1] = entry;
      }
    }
    return true;
  }

  /** The word with which the slot begins where a hash is looked for first. */
  private slotOf(hash: number, mask: number): number {
    return this.firstWord + SLOT_WORDS * ((hash ^ (hash >>> 16)) & mask);
  }

  private slotAfter(slot: number, mask: number): number {
    return this.firstWord + ((slot + SLOT_WORDS - this.firstWord) & (SLOT_WORDS * mask));
  }
}
