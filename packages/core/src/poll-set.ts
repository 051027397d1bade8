/** Descriptors that one poll() can wait for; a trace record holds this many. */
const MOST_POLLED_DESCRIPTORS = 16;

const POLLFD_BYTES = 8;
const EVENTS = 4;
const RETURNED_EVENTS = 6;
const LITTLE_ENDIAN = true;

/** poll(2)'s array of pollfd: what to wait for, and after the call what came. Can be used again and again. */
export class PollSet {
  readonly bytes: Uint8Array;
  readonly count: number;
  private readonly view: DataView;

  /** @param descriptors At most 16. */
  constructor(descriptors: readonly { readonly fd: number; readonly events: number }[]) {
    if (descriptors.length > MOST_POLLED_DESCRIPTORS) {
      throw new RangeError(`poll() of ${descriptors.length} descriptors: at most ${MOST_POLLED_DESCRIPTORS}`);
    }
    this.count = descriptors.length;
    this.bytes = new Uint8Array(this.count * POLLFD_BYTES);
    this.view = new DataView(this.bytes.buffer);
    descriptors.forEach(({ fd, events }, index) => {
      this.view.setInt32(index * POLLFD_BYTES, fd, LITTLE_ENDIAN);
      this.setEvents(index, events);
    });
  }

  /** Changes what to wait for. @param events POLL_ bits. */
  setEvents(index: number, events: number): void {
    this.view.setInt16(index * POLLFD_BYTES + EVENTS, events, LITTLE_ENDIAN);
  }

  /** Gives the POLL_ bits that the last poll() returned for a descriptor. */
  returnedEvents(index: number): number {
    return this.view.getInt16(index * POLLFD_BYTES + RETURNED_EVENTS, LITTLE_ENDIAN);
  }
}

/** Gives the descriptors in the bytes of a PollSet. */
export function decodePollSet(bytes: Uint8Array): { fd: number; events: number; returnedEvents: number }[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const descriptors = [];
  for (let offset = 0; offset + POLLFD_BYTES <= bytes.byteLength; offset += POLLFD_BYTES) {
    descriptors.push({
      fd: view.getInt32(offset, LITTLE_ENDIAN),
      events: view.getInt16(offset + EVENTS, LITTLE_ENDIAN),
      returnedEvents: view.getInt16(offset + RETURNED_EVENTS, LITTLE_ENDIAN),
    });
  }
  return descriptors;
}
