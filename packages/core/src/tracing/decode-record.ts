import {
  commandName,
  domainName,
  errorOriginName,
  howName,
  levelName,
  messageFlagNames,
  optionName,
  pollEventNames,
  protocolName,
  requestName,
  statusFlagNames,
  typeFlagNames,
  typeName,
} from '../constant-names';
import { F_GETFD, F_GETFL, F_SETFL } from '../linux-constants';
import { decodePollSet } from '../poll-set';
import { decodeEndpoint } from '../sockaddr';
import { optionText } from '../socket-option';
import type { Endpoint } from '../trace/endpoint';
import { errnoName } from '../trace/errno';
import type { CallArguments, CallName, TracedCall } from '../trace/traced-call';
import {
  ADDRESS_AREA_BYTES,
  ARGUMENT_0,
  ARGUMENT_1,
  ARGUMENT_2,
  CALL,
  DATA,
  DATA_BYTES,
  DEFINES,
  ENDPOINTS_ID,
  ENTERED,
  EXTRA,
  FD,
  OWN_ADDRESS,
  PEER_ADDRESS,
  QUEUED_DATA,
  QUEUED_ERRNO,
  QUEUED_INFO,
  QUEUED_KIND,
  QUEUED_ORIGIN,
  QUEUED_TIME,
  RECORD_BYTES,
  RECORD_INTS,
  RECORD_LONGS,
  RESULT,
  RETURNED,
  RETURNED_FLAGS,
  SEQUENCE,
  TRACED_CALLS,
} from './record-layout';
import { nanosecondsOf } from './realtime';
import type { RingDrain } from './trace-ring';

/** Both ends of a descriptor. */
export interface DescriptorEnds {
  readonly local: Endpoint | null;
  readonly peer: Endpoint | null;
}

/** Turns the records of one ring into calls. Records must be given in order: later ones refer to earlier ones. */
export class RecordDecoder {
  private readonly ends = new Map<number, DescriptorEnds>();

  private readonly ring: RingDrain;
  private readonly thread: number;

  /** @param thread Number that the calls are given; 0 is the main thread. */
  constructor(ring: RingDrain, thread: number) {
    this.ring = ring;
    this.thread = thread;
  }

  /**
   * Gives the call in a record.
   *
   * @param isComplete As the ring said. It is not looked up again: the call may return at any moment.
   */
  decode(record: number, isComplete: boolean): TracedCall {
    const { ints } = this.ring;
    const at = record * RECORD_INTS;
    const call = TRACED_CALLS[ints[at + CALL] ?? 0] ?? 'socket';
    const fd = ints[at + FD] ?? 0;
    const result = isComplete ? (ints[at + RESULT] ?? 0) : null;
    const hasFailed = result !== null && result < 0;
    return {
      sequence: ints[at + SEQUENCE] ?? 0,
      thread: this.thread,
      call,
      fd: fd < 0 ? null : fd,
      arguments: this.argumentsOf(record, call, isComplete),
      enterNs: this.time(at + ENTERED),
      returnNs: isComplete ? this.time(at + RETURNED) : null,
      result: hasFailed ? -1 : result,
      errno: hasFailed ? errnoName(-result) : null,
      ...this.endsOf(record, call, result),
      data: this.dataOf(record),
    };
  }

  private argumentsOf(record: number, call: CallName, isComplete: boolean): CallArguments {
    const at = record * RECORD_INTS;
    const first = this.ring.ints[at + ARGUMENT_0] ?? 0;
    const second = this.ring.ints[at + ARGUMENT_1] ?? 0;
    switch (call) {
      case 'socket': {
        const protocol = protocolName(this.ring.ints[at + ARGUMENT_2] ?? 0);
        return { domain: domainName(first), type: typeName(second), protocol };
      }
      case 'bind':
      case 'connect':
        return addressArgument(this.address(record));
      case 'listen':
        return { backlog: first };
      case 'send':
      case 'recv':
      case 'recvfrom':
        return { lengthBytes: first, flags: messageFlagNames(second) };
      case 'sendto':
      case 'sendmsg':
        return { lengthBytes: first, flags: messageFlagNames(second), ...addressArgument(this.address(record)) };
      case 'recvmsg':
        return {
          ...{ lengthBytes: first, flags: messageFlagNames(second) },
          ...(isComplete ? this.receivedMessage(at, record) : {}),
        };
      case 'shutdown':
        return { how: howName(first) };
      case 'setsockopt':
      case 'getsockopt':
        return { level: levelName(first), option: optionName(first, second), ...this.optionValue(record) };
      case 'poll':
        return { timeoutMs: first, descriptors: this.polledDescriptors(record, isComplete) };
      case 'dup2':
        return { newFd: first };
      case 'fcntl':
        return { command: commandName(first), ...this.statusFlags(at, isComplete) };
      case 'ioctl':
        return { command: requestName(first), value: `[${second}]` };
      case 'accept4':
        return { flags: first === 0 ? [] : typeFlagNames(first) };
      case 'write':
      case 'read':
        return { lengthBytes: first };
      case 'accept':
      case 'close':
      case 'dup':
      case 'getsockname':
      case 'getpeername':
        return {};
    }
  }

  private endsOf(record: number, call: CallName, result: number | null): DescriptorEnds {
    const { ints } = this.ring;
    const at = record * RECORD_INTS;
    const id = ints[at + ENDPOINTS_ID] ?? 0;
    // While accept() is inside, its id is the listener's; once it returned, that of the new connection.
    if (ints[at + DEFINES] === 1 && result !== null) this.ends.set(id, this.definedEnds(record));
    const known = this.ends.get(id) ?? { local: null, peer: null };
    if (call === 'close' && result !== null) this.ends.delete(id);
    const copyId = ints[at + ARGUMENT_2] ?? 0;
    if ((call === 'dup' || call === 'dup2' || call === 'fcntl') && copyId !== 0) this.ends.set(copyId, known);
    const isReceived = (call === 'recvfrom' || call === 'recvmsg') && result !== null && result >= 0;
    if (call === 'sendto' || call === 'sendmsg' || isReceived) {
      return { local: known.local, peer: this.address(record) ?? known.peer };
    }
    if (call === 'connect') return { local: known.local, peer: known.peer ?? this.address(record) };
    if (call === 'getsockname' && result === 0) return { ...known, local: this.address(record) };
    if (call === 'getpeername' && result === 0) return { ...known, peer: this.address(record) };
    return known;
  }

  private time(index: number): bigint {
    return nanosecondsOf(this.ring.ints[index] ?? 0, this.ring.ints[index + 1] ?? 0);
  }

  private statusFlags(at: number, isComplete: boolean): Pick<CallArguments, 'flags' | 'value'> {
    const { ints } = this.ring;
    const [command, argument, result] = [ints[at + ARGUMENT_0], ints[at + ARGUMENT_1] ?? 0, ints[at + RESULT] ?? 0];
    if (command === F_SETFL) return { flags: statusFlagNames(argument) };
    if (command === F_GETFL) return isComplete && result >= 0 ? { flags: statusFlagNames(result) } : {};
    return command === F_GETFD ? {} : { value: String(argument) };
  }

  private receivedMessage(at: number, record: number): Pick<CallArguments, 'returnedFlags' | 'queuedError'> {
    const { ints, longs } = this.ring;
    const returnedFlags = messageFlagNames(ints[at + RETURNED_FLAGS] ?? 0);
    const kind = ints[at + QUEUED_KIND] ?? 0;
    if (kind === 0) return { returnedFlags };
    const origin = ints[at + QUEUED_ORIGIN] ?? 0;
    return {
      returnedFlags,
      queuedError: {
        errno: errnoName(ints[at + QUEUED_ERRNO] ?? 0),
        origin: errorOriginName(origin & 0xff),
        type: (origin >> 8) & 0xff,
        code: (origin >> 16) & 0xff,
        info: (ints[at + QUEUED_INFO] ?? 0) >>> 0,
        data: (ints[at + QUEUED_DATA] ?? 0) >>> 0,
        timeNs: kind === 2 ? (longs[record * RECORD_LONGS + QUEUED_TIME] ?? 0n) : null,
      },
    };
  }

  private definedEnds(record: number): DescriptorEnds {
    return { local: this.addressAt(record, OWN_ADDRESS), peer: this.addressAt(record, PEER_ADDRESS) };
  }

  private address(record: number): Endpoint | null {
    return decodeEndpoint(this.extra(record), this.extraBytes(record));
  }

  private addressAt(record: number, offset: number): Endpoint | null {
    const start = record * RECORD_BYTES + offset;
    return decodeEndpoint(this.ring.bytes.subarray(start, start + ADDRESS_AREA_BYTES), ADDRESS_AREA_BYTES);
  }

  private optionValue(record: number): Pick<CallArguments, 'value'> {
    const { ints } = this.ring;
    const at = record * RECORD_INTS;
    const value = this.extra(record);
    if (value.length === 0) return {};
    return { value: optionText(ints[at + ARGUMENT_0] ?? 0, ints[at + ARGUMENT_1] ?? 0, value) };
  }

  private polledDescriptors(record: number, isComplete: boolean): NonNullable<CallArguments['descriptors']> {
    return decodePollSet(this.extra(record)).map(({ fd, events, returnedEvents }) => ({
      fd,
      events: pollEventNames(events),
      returnedEvents: isComplete ? pollEventNames(returnedEvents) : [],
    }));
  }

  private dataOf(record: number): Uint8Array | null {
    const count = this.ring.ints[record * RECORD_INTS + DATA_BYTES] ?? 0;
    const start = record * RECORD_BYTES + DATA;
    return count < 0 ? null : this.ring.bytes.slice(start, start + count);
  }

  private extraBytes(record: number): number {
    return this.ring.ints[record * RECORD_INTS + ARGUMENT_2] ?? 0;
  }

  private extra(record: number): Uint8Array {
    const start = record * RECORD_BYTES + EXTRA;
    return this.ring.bytes.subarray(start, start + this.extraBytes(record));
  }
}

function addressArgument(address: Endpoint | null): Pick<CallArguments, 'address'> {
  return address ? { address } : {};
}
