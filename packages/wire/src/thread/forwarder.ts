import { linux } from '../native/linux';
import type { WirePath } from '../path/wire-path';

const POLLIN = 0x001;
const POLLFD_BYTES = 8;
const LITTLE_ENDIAN = true;
/** Packets read from one end before the other end and what is due are looked at. */
const BATCH = 64;
/** The greatest IP packet. */
const MOST_PACKET_BYTES = 65_535;

/** An end of the wire: where its packets come from, and the direction that they take. */
export interface ForwarderEnd {
  readonly tunFd: number;
  readonly path: WirePath;
}

/**
 * Carries packets between two TUN descriptors, each direction through its path. Waits in ppoll(2), whose time-out is in
 * nanoseconds; a timer of Node has milliseconds.
 */
export class Forwarder {
  private readonly ends: readonly [ForwarderEnd, ForwarderEnd];
  private readonly descriptors: Uint8Array;
  private readonly count: number;
  private readonly timeout = new BigInt64Array(2);
  private readonly buffer = new Uint8Array(MOST_PACKET_BYTES);
  private readonly startNs = process.hrtime.bigint();

  /** @param ends What is read at one goes to the other. @param wakeFd What is readable when there is a command. */
  constructor(wakeFd: number, ends: readonly [ForwarderEnd, ForwarderEnd]) {
    this.ends = ends;
    const fds = [wakeFd, ...ends.map(({ tunFd }) => tunFd)];
    this.count = fds.length;
    this.descriptors = new Uint8Array(fds.length * POLLFD_BYTES);
    const view = new DataView(this.descriptors.buffer);
    fds.forEach((fd, index) => {
      view.setInt32(index * POLLFD_BYTES, fd, LITTLE_ENDIAN);
      view.setInt16(index * POLLFD_BYTES + 4, POLLIN, LITTLE_ENDIAN);
    });
  }

  /** Nanoseconds since the forwarder was made: the time of its paths. */
  nowNs(): number {
    return Number(process.hrtime.bigint() - this.startNs);
  }

  /** Carries what there is to carry, and waits for the next packet, for what is due next, or for a command. */
  turn(): void {
    const [one, other] = this.ends;
    this.deliver(one.path, other.tunFd);
    this.deliver(other.path, one.tunFd);
    const read = this.collect(one) + this.collect(other);
    if (read === 0) this.wait(Math.min(one.path.nextDueNs, other.path.nextDueNs));
  }

  private deliver(path: WirePath, tunFd: number): void {
    // An interface that is down refuses packets (EIO): they are lost, as on a wire that is not plugged in.
    for (let packet = path.take(this.nowNs()); packet; packet = path.take(this.nowNs())) {
      linux().write(tunFd, packet, packet.length);
    }
  }

  private collect({ tunFd, path }: ForwarderEnd): number {
    for (let count = 0; count < BATCH; count++) {
      const length = linux().read(tunFd, this.buffer, this.buffer.length);
      if (length < 0) return count;
      path.offer(this.buffer.slice(0, length), this.nowNs());
    }
    return BATCH;
  }

  private wait(dueNs: number): void {
    const waitNs = Math.max(0, dueNs - this.nowNs());
    if (Number.isFinite(waitNs)) {
      this.timeout[0] = BigInt(Math.floor(waitNs / 1e9));
      this.timeout[1] = BigInt(Math.floor(waitNs % 1e9));
    }
    linux().ppoll(this.descriptors, this.count, Number.isFinite(waitNs) ? this.timeout : null, null, 0);
  }
}
