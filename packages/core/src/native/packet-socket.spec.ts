import { connectedPair, sockaddr, succeed } from '../../test/loopback';
import { AF_INET, AF_PACKET, SOCK_DGRAM, SOCK_RAW } from '../linux-constants';
import { Sockaddr } from '../sockaddr';
import { failureText } from '../socket-failure';
import { whileClockIsSteady } from '../../test/steady-clock';
import { realtimeNs } from '../tracing/realtime';
import { NativeSockets } from './native-sockets';
import { openPacketSocket } from './packet-socket';
import type { PacketSocket, ReceivedFrame } from './packet-socket';

const sockets = new NativeSockets();
const probe = sockets.socket(AF_PACKET, SOCK_RAW, 0);
if (probe >= 0) sockets.close(probe);
else console.warn('SKIPPED: packet sockets need root or CAP_NET_RAW');
const describeWithRights = probe >= 0 ? describe : describe.skip;

const [UDP, TCP] = [17, 6];
const WAIT_MS = 1000;
const IPV4_PROTOCOL = 14 + 9;
const DESTINATION_PORT = 14 + 20 + 2;

function openOnLoopback(snapshotBytes?: number): PacketSocket {
  const opened = openPacketSocket('lo', snapshotBytes);
  if (!opened.ok) throw new Error(failureText(opened.failure));
  return opened.socket;
}

/** A UDP socket of 127.0.0.1 that sends to itself. */
interface OwnSocket {
  readonly fd: number;
  readonly address: Sockaddr;
  readonly port: number;
  send(text: string): void;
}

function ownSocket(): OwnSocket {
  const fd = succeed(sockets.socket(AF_INET, SOCK_DGRAM, 0));
  succeed(sockets.bind(fd, sockaddr('127.0.0.1', 0)));
  const address = new Sockaddr();
  succeed(sockets.getsockname(fd, address));
  const send = (text: string): void => void succeed(sockets.sendto(fd, Buffer.from(text), text.length, 0, address));
  return { fd, address, port: address.endpoint?.port ?? 0, send };
}

/**
 * Gives copies of the frames to a port, of all that have passed so far. Others use loopback too, so it is never silent for sure: a
 * datagram of its own that comes last says where to stop.
 */
function framesTo(socket: PacketSocket, protocol: number, port: number): ReceivedFrame[] {
  const last = ownSocket();
  last.send('last');
  const frames: ReceivedFrame[] = [];
  for (let frame = socket.receive(WAIT_MS); frame && 'bytes' in frame; frame = socket.receive(WAIT_MS)) {
    const bytes = Buffer.from(frame.bytes);
    const isTo = (wanted: number, itsPort: number): boolean =>
      bytes[IPV4_PROTOCOL] === wanted && bytes.readUInt16BE(DESTINATION_PORT) === itsPort;
    if (isTo(UDP, last.port)) break;
    if (isTo(protocol, port)) frames.push({ ...frame, bytes });
  }
  sockets.close(last.fd);
  return frames;
}

/** Whether there is a moment without a frame. */
function isSilentOnce(socket: PacketSocket): boolean {
  return Array.from({ length: 10_000 }).some(() => socket.receive(0) === null);
}

describeWithRights('PacketSocket', () => {
  test('gives each datagram once, with its bytes, its length on the wire and the time between two clock reads', () => {
    const socket = openOnLoopback(46);
    const own = ownSocket();
    const { beforeNs, afterNs, frames } = whileClockIsSteady(() => {
      const beforeNs = realtimeNs();
      for (const text of ['hello', 'again']) own.send(text);
      const afterNs = realtimeNs();
      return { beforeNs, afterNs, frames: framesTo(socket, UDP, own.port) };
    });
    expect(frames.map(({ bytes }) => Buffer.from(bytes.subarray(42)).toString())).toEqual(['hell', 'agai']);
    for (const { wireBytes, timestampNs } of frames) {
      expect(wireBytes).toBe(47);
      expect(timestampNs >= beforeNs && timestampNs <= afterNs).toBe(true);
    }
    expect(socket.linkType).toBe(1);
    expect(socket.counts().received).toBeGreaterThanOrEqual(4n);
    expect(socket.counts().dropped).toBe(0n);
    expect(isSilentOnce(socket)).toBe(true);
    socket.close();
    sockets.close(own.fd);
  });

  test('sees SYN, final ACK and FIN of a connection to its server', () => {
    const socket = openOnLoopback();
    const { listener, client, server, address } = connectedPair(sockets);
    for (const fd of [client, server, listener]) sockets.close(fd);
    const flags = framesTo(socket, TCP, address.endpoint?.port ?? 0).map(
      ({ bytes }) => (bytes[14 + 20 + 13] ?? 0) & 0x3f,
    );
    expect(flags.slice(0, 3)).toEqual([0x02, 0x10, 0x11]);
    socket.close();
  });

  test('says which interface there is not', () => {
    const opened = openPacketSocket('nosuch0');
    expect(opened.ok ? '' : failureText(opened.failure)).toBe('bind(?, nosuch0) = -1 ENODEV (No such device)');
  });
});
