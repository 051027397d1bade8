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

const IPV4_PROTOCOL = 14 + 9;
const DESTINATION_PORT = 14 + 20 + 2;

function openOnLoopback(snapshotBytes?: number): PacketSocket {
  const opened = openPacketSocket('lo', snapshotBytes);
  if (!opened.ok) throw new Error(failureText(opened.failure));
  return opened.socket;
}

/** Gives copies of the frames to a port, up to the first moment without frames. */
function framesTo(socket: PacketSocket, protocol: number, port: number): ReceivedFrame[] {
  const frames: ReceivedFrame[] = [];
  for (let frame = socket.receive(200); frame && 'bytes' in frame; frame = socket.receive(200)) {
    const bytes = Buffer.from(frame.bytes);
    const isWanted = bytes[IPV4_PROTOCOL] === protocol && bytes.readUInt16BE(DESTINATION_PORT) === port;
    if (isWanted) frames.push({ ...frame, bytes });
  }
  return frames;
}

describeWithRights('PacketSocket', () => {
  test('gives each datagram once, with its bytes, its length on the wire and the time between two clock reads', () => {
    const socket = openOnLoopback(46);
    const receiver = succeed(sockets.socket(AF_INET, SOCK_DGRAM, 0));
    succeed(sockets.bind(receiver, sockaddr('127.0.0.1', 0)));
    const address = new Sockaddr();
    succeed(sockets.getsockname(receiver, address));
    const port = address.endpoint?.port ?? 0;
    const { beforeNs, afterNs, frames } = whileClockIsSteady(() => {
      const beforeNs = realtimeNs();
      for (const text of ['hello', 'again']) succeed(sockets.sendto(receiver, Buffer.from(text), 5, 0, address));
      const afterNs = realtimeNs();
      return { beforeNs, afterNs, frames: framesTo(socket, 17, port) };
    });
    expect(frames.map(({ bytes }) => Buffer.from(bytes.subarray(42)).toString())).toEqual(['hell', 'agai']);
    for (const { wireBytes, timestampNs } of frames) {
      expect(wireBytes).toBe(47);
      expect(timestampNs >= beforeNs && timestampNs <= afterNs).toBe(true);
    }
    expect(socket.linkType).toBe(1);
    expect(socket.counts().received).toBeGreaterThanOrEqual(4n);
    expect(socket.counts().dropped).toBe(0n);
    expect(socket.receive(0)).toBeNull();
    socket.close();
    sockets.close(receiver);
  });

  test('sees SYN, final ACK and FIN of a connection to its server', () => {
    const socket = openOnLoopback();
    const { listener, client, server, address } = connectedPair(sockets);
    for (const fd of [client, server, listener]) sockets.close(fd);
    const flags = framesTo(socket, 6, address.endpoint?.port ?? 0).map(
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
