import {
  CALL,
  COMPLETE,
  DATA_BYTES,
  DEFINES,
  ENDPOINTS_ID,
  ENTERED,
  FD,
  INSIDE,
  RECORD_BYTES,
  RECORD_INTS,
  RETURNED,
  SEQUENCE,
  STATE,
} from './record-layout';
import { readRealtime } from './realtime';

// Control words before the records. Each has a cache line of its own: two threads write them.
const HEAD = 0;
const TAIL = 16;
const CONTROL_BYTES = 128;

/** Memory of a ring, to be passed to the thread that fills it. */
export interface RingMemory {
  readonly buffer: SharedArrayBuffer;
  /** Counts the calls of the whole process, in order of entry; shared by its rings. */
  readonly sequence: SharedArrayBuffer;
}

/** Makes a ring's memory, 256 bytes a call. @param records A power of two. */
export function createRing(records: number, sequence = new SharedArrayBuffer(4)): RingMemory {
  if (records < 2 || (records & (records - 1)) !== 0) {
    throw new RangeError(`${records} is not a power of two from 2 up`);
  }
  return { buffer: new SharedArrayBuffer(CONTROL_BYTES + records * RECORD_BYTES), sequence };
}

/** Views of a ring that both ends use. */
class RingViews {
  readonly control: Int32Array;
  readonly ints: Int32Array;
  readonly longs: BigInt64Array;
  readonly bytes: Uint8Array;
  readonly records: number;

  constructor({ buffer }: RingMemory) {
    this.control = new Int32Array(buffer, 0, CONTROL_BYTES / 4);
    this.ints = new Int32Array(buffer, CONTROL_BYTES);
    this.longs = new BigInt64Array(buffer, CONTROL_BYTES);
    this.bytes = new Uint8Array(buffer, CONTROL_BYTES);
    this.records = this.bytes.length / RECORD_BYTES;
  }
}

/**
 * The filling end of a ring: one thread, one call at a time. A record is taken and published when its call is
 * entered and completed in place when it returns, so that the other end can see a call that is still inside.
 * Nothing is ever lost: while the ring is full, enter() waits for the other end.
 */
export class TraceRing extends RingViews {
  private readonly sequence: Int32Array;
  private readonly mask: number;
  private readonly whenFull: () => void;
  private readonly readTime: typeof readRealtime;
  private readonly timespec = new Int32Array(4);
  private head = 0;
  private knownTail = 0;

  /**
   * @param whenFull Asks the other end to drain now. Where both ends are one thread it must drain itself.
   * @param readTime The clock.
   */
  constructor(memory: RingMemory, whenFull: () => void, readTime = readRealtime) {
    super(memory);
    this.whenFull = whenFull;
    this.readTime = readTime;
    this.sequence = new Int32Array(memory.sequence);
    this.mask = this.records - 1;
    this.head = Atomics.load(this.control, HEAD);
    this.knownTail = Atomics.load(this.control, TAIL);
    // The first reading takes long: it loads the library.
    readTime(this.timespec);
  }

  /**
   * Takes the next record and gives its number. The caller fills in arguments and data, and then calls enter().
   * @param fd -1 where the call acts on none.
   */
  take(call: number, fd: number): number {
    if (((this.head - this.knownTail) | 0) >= this.records) this.waitForRoom();
    const record = this.head & this.mask;
    const at = record * RECORD_INTS;
    this.ints[at + STATE] = INSIDE;
    this.ints[at + CALL] = call;
    this.ints[at + FD] = fd;
    this.ints[at + ENDPOINTS_ID] = 0;
    this.ints[at + DATA_BYTES] = -1;
    this.ints[at + DEFINES] = 0;
    return record;
  }

  /** Stamps and publishes the record that was taken last: its call begins now. */
  enter(record: number): void {
    this.ints[record * RECORD_INTS + SEQUENCE] = Atomics.add(this.sequence, 0, 1) + 1;
    this.stamp(record, ENTERED);
    this.head = (this.head + 1) | 0;
    Atomics.store(this.control, HEAD, this.head);
  }

  /** Stamps the record: its call has just returned. It may be filled in further until complete(). */
  returned(record: number): void {
    this.stamp(record, RETURNED);
  }

  /** Gives the record to the other end. */
  complete(record: number): void {
    Atomics.store(this.ints, record * RECORD_INTS + STATE, COMPLETE);
  }

  private stamp(record: number, field: number): void {
    const { timespec, ints } = this;
    this.readTime(timespec);
    const at = record * RECORD_INTS + field;
    ints[at] = timespec[0] as number;
    ints[at + 1] = timespec[2] as number;
  }

  private waitForRoom(): void {
    for (;;) {
      this.knownTail = Atomics.load(this.control, TAIL);
      if (((this.head - this.knownTail) | 0) < this.records) return;
      this.whenFull();
      // The time-out only guards against an other end that never answers; it is woken by release().
      Atomics.wait(this.control, TAIL, this.knownTail, 100);
    }
  }
}

/** The draining end of a ring. */
export class RingDrain extends RingViews {
  private tail = 0;
  private readonly mask: number;

  constructor(memory: RingMemory) {
    super(memory);
    this.mask = this.records - 1;
    this.tail = Atomics.load(this.control, TAIL);
  }

  /**
   * Hands every complete record to `onComplete`, oldest first, and then the one whose call is still inside, if
   * there is one, to `onInside`; makes room and wakes the filling end. Gives how many were complete.
   */
  drain(onComplete: (record: number) => void, onInside: (record: number) => void): number {
    const head = Atomics.load(this.control, HEAD);
    let count = 0;
    while (this.tail !== head) {
      const record = this.tail & this.mask;
      if (Atomics.load(this.ints, record * RECORD_INTS + STATE) !== COMPLETE) {
        onInside(record);
        break;
      }
      onComplete(record);
      this.tail = (this.tail + 1) | 0;
      count++;
    }
    if (count > 0) {
      Atomics.store(this.control, TAIL, this.tail);
      Atomics.notify(this.control, TAIL);
    }
    return count;
  }
}
