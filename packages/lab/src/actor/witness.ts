import {
  extendedError,
  intOption,
  Message,
  MSG_DONTWAIT,
  MSG_ERRQUEUE,
  SO_EE_ORIGIN_TIMESTAMPING,
  SO_TIMESTAMPING,
  Sockaddr,
  SOF_TIMESTAMPING_OPT_ID,
  SOF_TIMESTAMPING_OPT_ID_TCP,
  SOF_TIMESTAMPING_OPT_TSONLY,
  SOF_TIMESTAMPING_SOFTWARE,
  SOF_TIMESTAMPING_TX_ACK,
  SOF_TIMESTAMPING_TX_SCHED,
  SOF_TIMESTAMPING_TX_SOFTWARE,
  softwareTimestampNs,
  SOL_SOCKET,
} from '@sockscope/core';
import type { NativeSockets } from '@sockscope/core';
import type { Endpoint } from '@sockscope/core/trace';
import type { WitnessStamp } from './actor-contract';

const STAMPING =
  SOF_TIMESTAMPING_SOFTWARE |
  SOF_TIMESTAMPING_TX_SCHED |
  SOF_TIMESTAMPING_TX_SOFTWARE |
  SOF_TIMESTAMPING_TX_ACK |
  SOF_TIMESTAMPING_OPT_ID |
  SOF_TIMESTAMPING_OPT_ID_TCP |
  SOF_TIMESTAMPING_OPT_TSONLY;

/** By the number in the error queue: linux/errqueue.h, SCM_TSTAMP_SND and its neighbours. */
const EVENTS = ['sent', 'queued', 'acknowledged'] as const;

/** Room for a time stamp and an extended error with its address. */
const CONTROL_BYTES = 256;

/** A TCP connection or a datagram socket of this thread; its descriptors may be several. */
interface Witnessed {
  /** null: a datagram socket, whose own address the first send may give it. */
  readonly ends: { readonly local: Endpoint; readonly peer: Endpoint } | null;
  /** Bytes sent before the kernel began to count. */
  readonly baseBytes: number;
}

/**
 * Asks the kernel itself when the last byte of each send() was queued, sent and acknowledged (SO_TIMESTAMPING). None of the
 * questions is part of the trace, and none stands inside of a call's times.
 *
 * @see https://docs.kernel.org/networking/timestamping.html 1.3.3, 1.4
 */
export class Witness {
  private readonly watched = new Map<number, Witnessed>();
  private readonly message = new Message({ buffer: new Uint8Array(64), controlBytes: CONTROL_BYTES });
  private readonly own = new Sockaddr();
  private readonly other = new Sockaddr();
  private readonly sockets: NativeSockets;
  private readonly onStamp: (stamp: WitnessStamp) => void;

  constructor(sockets: NativeSockets, onStamp: (stamp: WitnessStamp) => void) {
    this.sockets = sockets;
    this.onStamp = onStamp;
  }

  /** Begins with a TCP connection: after connect(), accept(), or a sendto() that connected. */
  beginConnection(fd: number, baseBytes: number): void {
    const isKnown = this.watched.has(fd) || this.sockets.getsockname(fd, this.own) < 0;
    if (isKnown || this.sockets.getpeername(fd, this.other) < 0) return;
    const [local, peer] = [this.own.endpoint, this.other.endpoint];
    if (local && peer && this.turnOn(fd)) this.watched.set(fd, { ends: { local, peer }, baseBytes });
  }

  /** Begins with a datagram socket, before it sends. */
  beginDatagrams(fd: number): void {
    if (this.turnOn(fd)) this.watched.set(fd, { ends: null, baseBytes: 0 });
  }

  /** A copy of a descriptor is the same socket. */
  copied(fd: number, copy: number): void {
    const socket = this.watched.get(fd);
    if (socket) this.watched.set(copy, socket);
  }

  /** Takes what the kernel has noted so far. To be called after each call and before close(). */
  collect(): void {
    for (const [fd, socket] of this.watched) {
      while (this.sockets.recvmsg(fd, this.message, MSG_ERRQUEUE | MSG_DONTWAIT) >= 0) this.take(fd, socket);
    }
  }

  /** Forgets a descriptor that is about to be closed. */
  end(fd: number): void {
    this.collect();
    this.watched.delete(fd);
  }

  private turnOn(fd: number): boolean {
    return this.sockets.setsockopt(fd, SOL_SOCKET, SO_TIMESTAMPING, intOption(STAMPING)) >= 0;
  }

  private take(fd: number, { ends, baseBytes }: Witnessed): void {
    const { controlMessages } = this.message;
    const note = extendedError(controlMessages);
    const timeNs = softwareTimestampNs(controlMessages);
    const event = EVENTS[note?.info ?? -1];
    if (note?.origin !== SO_EE_ORIGIN_TIMESTAMPING || timeNs === null || event === undefined) return;
    const local = ends?.local ?? this.ownAddress(fd);
    if (local === null) return;
    this.onStamp({ local, peer: ends?.peer ?? null, event, index: baseBytes + note.data, time: String(timeNs) });
  }

  private ownAddress(fd: number): Endpoint | null {
    return this.sockets.getsockname(fd, this.own) < 0 ? null : this.own.endpoint;
  }
}
