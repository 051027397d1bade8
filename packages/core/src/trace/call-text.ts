import { endpointText } from './endpoint';
import type { Endpoint } from './endpoint';
import { errnoText } from './errno';
import { queuedErrorText } from './queued-error';
import type { CallArguments, PolledDescriptor, TracedCall } from './traced-call';

const UNFINISHED = '<unfinished ...>';
const UNKNOWN = '?';

/**
 * Gives a call in strace's notation: `connect(3, [::1]:9) = -1 ECONNREFUSED (Connection refused)`, or
 * `accept(3 <unfinished ...>` while it has not returned.
 *
 * @see strace(1)
 */
export function callText(call: TracedCall): string {
  const head = callHead(call);
  return call.returnNs === null ? `${head.slice(0, -1)} ${UNFINISHED}` : `${head} ${callResult(call)}`;
}

/** Gives the part before the result: `connect(3, 127.0.0.1:8888)`. What the trace does not know is `?`. */
export function callHead(call: TracedCall): string {
  return `${call.call}(${argumentTexts(call).join(', ')})`;
}

/** Gives the result: `= 0`, `= -1 EINTR (Interrupted system call)`, or `<unfinished ...>` before the return. */
export function callResult(call: TracedCall): string {
  if (call.returnNs === null) return UNFINISHED;
  if (call.errno !== null) return `= -1 ${call.errno} (${errnoText(call.errno)})`;
  const detail = resultDetail(call);
  return `= ${call.result ?? UNKNOWN}${detail === '' ? '' : ` (${detail})`}`;
}

function argumentTexts(call: TracedCall): string[] {
  const given = call.arguments;
  const fd = call.fd === null ? UNKNOWN : String(call.fd);
  switch (call.call) {
    case 'socket':
      return [given.domain ?? UNKNOWN, given.type ?? UNKNOWN, given.protocol ?? UNKNOWN];
    case 'bind':
    case 'connect':
      return [fd, addressText(given.address)];
    case 'listen':
      return [fd, numberText(given.backlog)];
    case 'send':
    case 'recv':
    case 'recvfrom':
    case 'recvmsg':
    case 'write':
    case 'read':
      return [fd, numberText(given.lengthBytes), ...flagTexts(given.flags)];
    case 'sendmsg':
      return [fd, numberText(given.lengthBytes), ...flagTexts(given.flags), ...addressTexts(given.address)];
    case 'sendto':
      return [fd, numberText(given.lengthBytes), ...flagTexts(given.flags), addressText(given.address)];
    case 'shutdown':
      return [fd, given.how ?? UNKNOWN];
    case 'setsockopt':
      return [fd, given.level ?? UNKNOWN, given.option ?? UNKNOWN, given.value ?? UNKNOWN];
    case 'getsockopt':
      return [fd, given.level ?? UNKNOWN, given.option ?? UNKNOWN, ...(given.value ? [`[${given.value}]`] : [])];
    case 'poll':
      return [descriptorsText(given.descriptors, 'events'), numberText(given.timeoutMs)];
    case 'dup2':
      return [fd, numberText(given.newFd)];
    case 'fcntl':
      return [fd, given.command ?? UNKNOWN, ...(isReading(given) ? [] : flagTexts(given.flags)), ...valueTexts(given)];
    case 'ioctl':
      return [fd, given.command ?? UNKNOWN, ...valueTexts(given)];
    case 'accept4':
      return [fd, ...flagTexts(given.flags)];
    case 'accept':
    case 'close':
    case 'dup':
    case 'getsockname':
    case 'getpeername':
      return [fd];
  }
}

function valueTexts({ value }: CallArguments): string[] {
  return value === undefined ? [] : [value];
}

/** fcntl(F_GETFL) has no third argument: its flags are what it returned. */
function isReading({ command }: CallArguments): boolean {
  return command === 'F_GETFL';
}

function resultDetail(call: TracedCall): string {
  switch (call.call) {
    case 'poll':
      return call.result === 0 ? 'Timeout' : returnedText(call.arguments.descriptors);
    case 'getsockname':
      return call.local ? endpointText(call.local) : '';
    case 'getpeername':
      return call.peer ? endpointText(call.peer) : '';
    case 'recvmsg':
      return messageText(call.arguments);
    case 'fcntl':
      return isReading(call.arguments) ? `flags ${(call.arguments.flags ?? []).join('|')}` : '';
    default:
      return '';
  }
}

function messageText({ returnedFlags, queuedError }: CallArguments): string {
  return [...flagTexts(returnedFlags), ...(queuedError ? [queuedErrorText(queuedError)] : [])].join(', ');
}

function returnedText(descriptors: readonly PolledDescriptor[] | undefined): string {
  const ready = descriptors?.filter((descriptor) => descriptor.returnedEvents.length > 0);
  return ready ? descriptorsText(ready, 'revents') : '';
}

function descriptorsText(descriptors: readonly PolledDescriptor[] | undefined, field: 'events' | 'revents'): string {
  if (!descriptors) return UNKNOWN;
  const texts = descriptors.map((descriptor) => {
    const events = field === 'events' ? descriptor.events : descriptor.returnedEvents;
    return `{fd=${descriptor.fd}, ${field}=${events.length > 0 ? events.join('|') : '0'}}`;
  });
  return `[${texts.join(', ')}]`;
}

function addressText(address: Endpoint | undefined): string {
  return address ? endpointText(address) : UNKNOWN;
}

/** For a call that takes an address or none. */
function addressTexts(address: Endpoint | undefined): string[] {
  return address ? [endpointText(address)] : [];
}

function numberText(value: number | undefined): string {
  return value === undefined ? UNKNOWN : String(value);
}

function flagTexts(flags: readonly string[] | undefined): string[] {
  return flags && flags.length > 0 ? [flags.join('|')] : [];
}
