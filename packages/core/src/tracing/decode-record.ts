import {
  domainName,
  howName,
  levelName,
  messageFlagNames,
  optionName,
  pollEventNames,
  protocolName,
  typeName,
} from '../linux-constants';
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
  RECORD_BYTES,
  RECORD_INTS,
  RECORD_LONGS,
  RESULT,
  RETURNED,
  SEQUENCE,
  TRACED_CALLS,
} from './record-layout';
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
   * @param offsetNs What makes its monotonic times those of CLOCK_REALTIME.
   */
  decode(record: number, isComplete: boolean, offsetNs: bigint): TracedCall {
    const { ints, longs } = this.ring;
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
      enterNs: (longs[record * RECORD_LONGS + ENTERED] ?? 0n) + offsetNs,
      returnNs: isComplete ? (longs[record * RECORD_LONGS + RETURNED] ?? 0n) + offsetNs : null,
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
        return { lengthBytes: first, flags: messageFlagNames(second), ...addressArgument(this.address(record)) };
      case 'shutdown':
        return { how: howName(first) };
      case 'setsockopt':
      case 'getsockopt':
        return { level: levelName(first), option: optionName(first, second), ...this.optionValue(record) };
      case 'poll':
        return { timeoutMs: first, descriptors: this.polledDescriptors(record, isComplete) };
      case 'accept':
      case 'close':
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
    if (call === 'sendto' || (call === 'recvfrom' && result !== null && result >= 0)) {
      return { local: known.local, peer: this.address(record) ?? known.peer };
    }
    if (call === 'connect') return { local: known.local, peer: known.peer ?? this.address(record) };
    if (call === 'getsockname' && result === 0) return { ...known, local: this.address(record) };
    if (call === 'getpeername' && result === 0) return { ...known, peer: this.address(record) };
    return known;
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
