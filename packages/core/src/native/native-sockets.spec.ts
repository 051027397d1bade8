import { connectedPair, sockaddr, succeed } from '../../test/loopback';
import {
  AF_INET,
  AF_INET6,
  EAGAIN,
  ECONNREFUSED,
  EPIPE,
  MSG_DONTWAIT,
  MSG_PEEK,
  MSG_TRUNC,
  POLLIN,
  POLLOUT,
  SHUT_WR,
  SO_ERROR,
  SO_RCVTIMEO,
  SO_REUSEADDR,
  SOCK_DGRAM,
  SOCK_STREAM,
  SOL_SOCKET,
} from '../linux-constants';
import { PollSet } from '../poll-set';
import { Sockaddr } from '../sockaddr';
import { intOption, timeoutOption } from '../socket-option';
import { NativeSockets } from './native-sockets';

const EBADF = 9;
const sockets = new NativeSockets();
const bytes = (text: string) => new TextEncoder().encode(text);

test.each(['127.0.0.1', '::1'])('NativeSockets carries bytes over %s and says who is at each end', (host) => {
  const { listener, client, server, address } = connectedPair(sockets, host);
  const buffer = new Uint8Array(10);
  expect(sockets.send(client, bytes('hello'), 5, 0)).toBe(5);
  expect(sockets.recv(server, buffer, 10, MSG_PEEK)).toBe(5);
  expect(sockets.recv(server, buffer, 3, 0)).toBe(3);
  expect(sockets.recv(server, buffer, 10, 0)).toBe(2);
  expect(Buffer.from(buffer.subarray(0, 2)).toString()).toBe('lo');

  const own = new Sockaddr();
  const peer = new Sockaddr();
  expect(sockets.getsockname(client, own)).toBe(0);
  expect(sockets.getpeername(server, peer)).toBe(0);
  expect(peer.endpoint).toEqual(own.endpoint);
  expect(sockets.getpeername(client, peer)).toBe(0);
  expect(peer.endpoint).toEqual(address.endpoint);
  expect(peer.endpoint?.address).toBe(host);

  expect(sockets.shutdown(client, SHUT_WR)).toBe(0);
  expect(sockets.recv(server, buffer, 10, 0)).toBe(0);
  expect(sockets.send(client, bytes('x'), 1, 0)).toBe(-EPIPE);
  for (const fd of [client, server, listener]) expect(sockets.close(fd)).toBe(0);
});

test('NativeSockets gives -errno of the call itself', () => {
  expect(sockets.close(1_000_000)).toBe(-EBADF);
  const fd = succeed(sockets.socket(AF_INET, SOCK_STREAM, 0));
  // Bound and closed again: nobody listens there.
  const { listener, client, server, address } = connectedPair(sockets);
  for (const each of [client, server, listener]) sockets.close(each);
  expect(sockets.connect(fd, address)).toBe(-ECONNREFUSED);
  expect(sockets.recv(fd, new Uint8Array(1), 1, MSG_DONTWAIT)).toBeLessThan(0);
  sockets.close(fd);
});

test('NativeSockets exchanges datagrams, cuts a long one, and tells an empty one from the end', () => {
  const receiver = succeed(sockets.socket(AF_INET6, SOCK_DGRAM, 0));
  const sender = succeed(sockets.socket(AF_INET6, SOCK_DGRAM, 0));
  succeed(sockets.bind(receiver, sockaddr('::1', 0)));
  const address = new Sockaddr();
  succeed(sockets.getsockname(receiver, address));
  const source = new Sockaddr();
  const buffer = new Uint8Array(4);
  expect(sockets.sendto(sender, bytes('datagram'), 8, 0, address)).toBe(8);
  expect(sockets.recvfrom(receiver, buffer, 4, MSG_TRUNC, source)).toBe(8);
  expect(source.endpoint?.address).toBe('::1');
  expect(sockets.sendto(sender, bytes(''), 0, 0, address)).toBe(0);
  expect(sockets.recvfrom(receiver, buffer, 4, 0)).toBe(0);
  sockets.close(sender);
  sockets.close(receiver);
});

test('NativeSockets sets and gets options, and poll() says what can be done', () => {
  const { listener, client, server } = connectedPair(sockets);
  expect(sockets.setsockopt(client, SOL_SOCKET, SO_REUSEADDR, intOption(1))).toBe(0);
  const value = new Uint8Array(4);
  expect(sockets.getsockopt(client, SOL_SOCKET, SO_REUSEADDR, value)).toBe(0);
  expect([...value]).toEqual([1, 0, 0, 0]);
  expect(sockets.getsockopt(client, SOL_SOCKET, SO_ERROR, value)).toBe(0);
  expect(sockets.setsockopt(server, SOL_SOCKET, SO_RCVTIMEO, timeoutOption(1))).toBe(0);
  expect(sockets.recv(server, new Uint8Array(1), 1, 0)).toBe(-EAGAIN);

  const polled = new PollSet([
    { fd: server, events: POLLIN },
    { fd: client, events: POLLIN | POLLOUT },
  ]);
  expect(sockets.poll(polled, 0)).toBe(1);
  expect([polled.returnedEvents(0), polled.returnedEvents(1)]).toEqual([0, POLLOUT]);
  for (const fd of [client, server, listener]) sockets.close(fd);
});

test('NativeSockets refuses numbers that C would cut to something else', () => {
  for (const fd of [2 ** 40, -1, 1.5, NaN, 2 ** 31]) expect(() => sockets.close(fd)).toThrow(RangeError);
  const buffer = new Uint8Array(4);
  for (const length of [5, -1, 0.5, NaN]) expect(() => sockets.recv(0, buffer, length, 0)).toThrow(RangeError);
  expect(() => sockets.send(0, buffer, 4, 2 ** 32)).toThrow(RangeError);
  expect(() => sockets.listen(0, 2 ** 31)).toThrow(RangeError);
  expect(() => sockets.poll(new PollSet([]), 2 ** 31)).toThrow(RangeError);
  expect(() => new PollSet(Array.from({ length: 17 }, () => ({ fd: 0, events: 0 })))).toThrow(RangeError);
});
