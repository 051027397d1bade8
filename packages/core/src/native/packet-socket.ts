import {
  AF_PACKET,
  EAGAIN,
  EINTR,
  ENETDOWN,
  MSG_DONTWAIT,
  MSG_TRUNC,
  PACKET_STATISTICS,
  POLLIN,
  SO_RCVBUFFORCE,
  SOCK_RAW,
  SOL_PACKET,
  SOL_SOCKET,
} from '../linux-constants';
import { PollSet } from '../poll-set';
import { Sockaddr } from '../sockaddr';
import { socketFailure } from '../socket-failure';
import type { SocketFailure } from '../socket-failure';
import { intOption } from '../socket-option';
import { libc } from './libc';
import { NativeSockets } from './native-sockets';

/** linux/if_ether.h: every protocol. */
const ETH_P_ALL = 3;
/** linux/sockios.h: the time at which the frame last received was stamped by the kernel, as a struct timespec. */
const SIOCGSTAMPNS = 0x8907;
/** packet(7): the copy of a frame on its way out. */
const PACKET_OUTGOING = 4;
/** Room for bursts while the reader is busy. */
const RECEIVE_BUFFER_BYTES = 32 * 1024 * 1024;
const NANOSECONDS = 1_000_000_000n;

/** LINKTYPE_ values of the ARPHRD_ types that give frames as they are on the wire. */
const LINK_TYPES: ReadonlyMap<number, number> = new Map([
  [1, 1], // Ethernet
  [772, 1], // loopback, which has Ethernet headers
  [65534, 101], // no link header: raw IP (tun)
  [778, 101], // GRE over IP
]);

/** A frame from the wire. */
export interface ReceivedFrame {
  /** The first `capturedBytes` bytes of the socket's own buffer: valid until the next receive(). */
  readonly bytes: Uint8Array;
  /** How long it was on the wire. */
  readonly wireBytes: number;
  /** When the kernel stamped it: CLOCK_REALTIME, nanoseconds since the Unix epoch. */
  readonly timestampNs: bigint;
}

/** Frames that the kernel counted since the socket was opened. */
export interface PacketCounts {
  /** Frames that reached the socket; on loopback each is counted on its way out and on its way in. */
  readonly received: bigint;
  /** Frames lost because the reader was too slow. */
  readonly dropped: bigint;
}

/** A packet socket, or why there is none: `EPERM` without CAP_NET_RAW, `ENODEV` where there is no such interface. */
export type OpenedPacketSocket =
  { readonly ok: true; readonly socket: PacketSocket } | { readonly ok: false; readonly failure: SocketFailure };

/**
 * Opens the third kind of socket, SOCK_RAW, on one interface: it receives every frame from now on.
 *
 * @param snapshotBytes Bytes of a frame that are kept.
 * @see packet(7)
 */
export function openPacketSocket(interfaceName: string, snapshotBytes = 262_144): OpenedPacketSocket {
  const sockets = new NativeSockets();
  const index = libc().if_nametoindex(interfaceName);
  const domain = 'AF_PACKET';
  if (index === 0) return { ok: false, failure: socketFailure('bind', ['?', interfaceName], -libc().errno()) };
  // Protocol 0: nothing is received before bind() has said from which interface.
  const fd = sockets.socket(AF_PACKET, SOCK_RAW, 0);
  if (fd < 0) return { ok: false, failure: socketFailure('socket', [domain, 'SOCK_RAW', 0], fd) };
  // Allowed to root only beyond net.core.rmem_max; without it bursts are more likely to be dropped, and counted.
  sockets.setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, intOption(RECEIVE_BUFFER_BYTES));
  // The first request turns stamping on; there is no frame yet, so it fails.
  libc().ioctl(fd, SIOCGSTAMPNS, new BigInt64Array(2));
  const bound = sockets.bind(fd, Sockaddr.ofInterface(index, ETH_P_ALL));
  if (bound < 0) {
    sockets.close(fd);
    return { ok: false, failure: socketFailure('bind', [fd, interfaceName], bound) };
  }
  return { ok: true, socket: new PacketSocket(sockets, fd, snapshotBytes) };
}

/** An open packet socket. Its receive() blocks: it belongs on a thread of its own. */
export class PacketSocket {
  /** LINKTYPE_ value for a capture file; null where the interface's frames have no such type here. */
  readonly linkType: number | null;
  private readonly sockets: NativeSockets;
  private readonly fd: number;
  private readonly buffer: Uint8Array;
  private readonly source = new Sockaddr();
  private readonly stamp = new BigInt64Array(2);
  private readonly readable: PollSet;
  private received = 0n;
  private dropped = 0n;

  /** To be made by openPacketSocket(). */
  constructor(sockets: NativeSockets, fd: number, snapshotBytes: number) {
    this.sockets = sockets;
    this.fd = fd;
    this.buffer = new Uint8Array(snapshotBytes);
    this.readable = new PollSet([{ fd, events: POLLIN }]);
    const own = new Sockaddr();
    this.linkType = sockets.getsockname(fd, own) < 0 ? null : (LINK_TYPES.get(own.hardwareType) ?? null);
  }

  /**
   * Gives the next frame; null when none came for `timeoutMs`, or a failure. A frame that loopback shows twice is
   * given once, on its way in, as libpcap does.
   */
  receive(timeoutMs: number): ReceivedFrame | SocketFailure | null {
    const { buffer } = this;
    for (;;) {
      const flags = MSG_TRUNC | MSG_DONTWAIT;
      const wireBytes = this.sockets.recvfrom(this.fd, buffer, buffer.length, flags, this.source);
      if (wireBytes >= 0 && this.isOutgoingCopy()) continue;
      if (wireBytes >= 0) return this.frame(wireBytes);
      // The interface went down: it may come back, as tcpdump expects too.
      if (wireBytes !== -EAGAIN && wireBytes !== -EINTR && wireBytes !== -ENETDOWN) {
        return socketFailure('recvfrom', [this.fd, buffer.length], wireBytes);
      }
      const ready = this.sockets.poll(this.readable, timeoutMs);
      if (ready === 0) return null;
      if (ready < 0 && ready !== -EINTR) return socketFailure('poll', [`[{fd=${this.fd}}]`, timeoutMs], ready);
    }
  }

  /** Gives the kernel's counters since the socket was opened. */
  counts(): PacketCounts {
    const statistics = new Uint8Array(8);
    // Reading them sets them back to 0 in the kernel.
    if (this.sockets.getsockopt(this.fd, SOL_PACKET, PACKET_STATISTICS, statistics) >= 0) {
      const view = new DataView(statistics.buffer);
      this.received += BigInt(view.getUint32(0, true));
      this.dropped += BigInt(view.getUint32(4, true));
    }
    return { received: this.received, dropped: this.dropped };
  }

  /** Closes the socket. */
  close(): void {
    this.sockets.close(this.fd);
  }

  private isOutgoingCopy(): boolean {
    return this.linkType === 1 && this.source.packetType === PACKET_OUTGOING && this.source.hardwareType === 772;
  }

  private frame(wireBytes: number): ReceivedFrame {
    libc().ioctl(this.fd, SIOCGSTAMPNS, this.stamp);
    return {
      bytes: this.buffer.subarray(0, Math.min(wireBytes, this.buffer.length)),
      wireBytes,
      timestampNs: (this.stamp[0] ?? 0n) * NANOSECONDS + (this.stamp[1] ?? 0n),
    };
  }
}
