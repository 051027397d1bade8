import { intOption, lingerOption, PollSet, Sockaddr, timeoutOption } from '@sockscope/core';
import type { SocketApi } from '@sockscope/core';
import type { Endpoint } from '@sockscope/core/trace';
import type { CallRequest, OptionValue, Payload, Target } from '../script/call-request';

/** What a call needs of the actor that makes it. */
export interface CallContext {
  readonly sockets: SocketApi;
  /** @throws Error where no descriptor has the name */
  descriptor(name: string): number;
  /** @throws Error where the address of the socket is not known */
  address(target: Target): Endpoint;
  /** Where a socket is bound that no address is given for. */
  readonly ownAddress: Endpoint;
}

/**
 * Makes one call of a script and gives what it gives: a number from 0 up, or `-errno`.
 *
 * @throws Error where the script names what there is not
 */
export function performCall(request: CallRequest, context: CallContext): number {
  const { sockets } = context;
  if (request.call === 'socket') return sockets.socket(request.domain, request.type, 0);
  const fd = context.descriptor(request.fd);
  switch (request.call) {
    case 'bind':
      return sockets.bind(
        fd,
        sockaddr(request.address === null ? context.ownAddress : context.address(request.address)),
      );
    case 'listen':
      return sockets.listen(fd, request.backlog);
    case 'accept':
      return sockets.accept(fd);
    case 'connect':
      return sockets.connect(fd, sockaddr(context.address(request.address)));
    case 'send': {
      const bytes = bytesOf(request.payload);
      return sockets.send(fd, bytes, bytes.length, request.flags);
    }
    case 'sendto': {
      const bytes = bytesOf(request.payload);
      return sockets.sendto(fd, bytes, bytes.length, request.flags, sockaddr(context.address(request.address)));
    }
    case 'recv':
    case 'recvfrom':
      return sockets[request.call](fd, new Uint8Array(request.lengthBytes), request.lengthBytes, request.flags);
    case 'shutdown':
      return sockets.shutdown(fd, request.how);
    case 'close':
      return sockets.close(fd);
    case 'dup':
      return sockets.dup(fd);
    case 'setsockopt':
      return sockets.setsockopt(fd, request.level, request.option, optionBytes(request.value));
    case 'getsockopt':
      return sockets.getsockopt(fd, request.level, request.option, new Uint8Array(request.lengthBytes));
    case 'poll':
      return sockets.poll(new PollSet([{ fd, events: request.events }]), request.timeoutMs);
  }
}

/** The alphabet over and over: the bytes of a stream can be told apart in a hex dump. */
function bytesOf(payload: Payload): Uint8Array {
  if (typeof payload === 'string') return new TextEncoder().encode(payload);
  return Uint8Array.from({ length: payload }, (_byte, index) => 0x61 + (index % 26));
}

function optionBytes(value: OptionValue): Uint8Array {
  if (typeof value === 'number') return intOption(value);
  return 'timeoutMs' in value ? timeoutOption(value.timeoutMs) : lingerOption(value.lingerSeconds);
}

function sockaddr(endpoint: Endpoint): Sockaddr {
  const address = Sockaddr.of(endpoint);
  if (address === null) throw new Error(`${endpoint.address} is not a numeric address`);
  return address;
}
