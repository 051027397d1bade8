import type { CapturedPacket, Connection, PacketMark } from '@sockscope/capture';
import { callText, parseEndpoint, type CallArguments, type CallName, type Endpoint } from '@sockscope/core/trace';
import type {
  HandshakePhases,
  KernelReason,
  Link,
  Side,
  StateChange,
  TcpState,
  Timeline,
  TimelineCall,
  TimelineConnection,
  TimelineExit,
  TimelinePacket,
} from '../src/model';

/** 2026-01-01 13:05:09 UTC: zero of the microseconds that the builder takes. */
export const START_NS = 1_767_272_709_000_000_000n;

const CLIENT_ISN = 4_294_967_290;
const SERVER_ISN = 1000;
const FLAG_BITS: Readonly<Record<string, number>> = { F: 0x001, S: 0x002, R: 0x004, P: 0x008, '.': 0x010 };
const NO_PHASES: HandshakePhases = {
  connectToSynNs: null,
  synToSynAckNs: null,
  synAckToAckNs: null,
  ackToConnectReturnNs: null,
  ackToAcceptReturnNs: null,
};

export interface CallGiven {
  readonly role: Side;
  readonly call: CallName;
  readonly fd?: number | null;
  /** Microseconds. */
  readonly enter: number;
  /** Microseconds; left out: it has not returned. */
  readonly leave?: number;
  readonly result?: number;
  readonly errno?: string;
  readonly arguments?: CallArguments;
  readonly data?: string | Uint8Array;
  readonly peer?: string;
  readonly process?: string;
  /** Default: 0, the main thread. */
  readonly thread?: number;
  readonly inferred?: boolean;
  /** Default: the builder's connection 0. */
  readonly shownIn?: readonly number[];
}

export interface PacketGiven {
  /** Microseconds; null: the capture gives no time. */
  readonly at: number | null;
  readonly from: Side;
  /** tcpdump's letters; left out for UDP and ICMP. */
  readonly flags?: string;
  /** Relative; a SYN is 0. */
  readonly sequence?: number;
  readonly acknowledges?: number;
  readonly acknowledgesFin?: boolean;
  readonly payloadBytes?: number;
  readonly windowBytes?: number;
  readonly icmpText?: string;
  /** Id of the call that made it, or the kernel's reason and text; left out: not known. */
  readonly owner?: string | readonly [KernelReason, string];
  readonly isRetransmission?: boolean;
  readonly connection?: number | null;
}

/** Makes timelines by hand. Times are microseconds after START_NS. */
export class TimelineBuilder {
  private readonly calls: TimelineCall[] = [];
  private readonly packets: TimelinePacket[] = [];
  private readonly links: Link[] = [];
  private readonly connections: TimelineConnection[] = [];
  private readonly exits: TimelineExit[] = [];
  private readonly problems: string[] = [];

  connection(protocol: 'tcp' | 'udp', client: string, server: string, more: Partial<Connection> = {}): number {
    const index = this.connections.length;
    const connection: Connection = {
      index,
      protocol,
      client: endpoint(client),
      server: endpoint(server),
      clientKnownBy: protocol === 'tcp' ? 'syn' : 'first-datagram',
      firstPacket: { packet: 0, timestampNs: null },
      lastPacket: { packet: 0, timestampNs: null },
      packets: [],
      copies: 0,
      packetCount: { clientToServer: 0, serverToClient: 0 },
      payloadBytes: { clientToServer: 0, serverToClient: 0 },
      handshake: {
        outcome: 'unseen',
        syn: null,
        synAck: null,
        ack: null,
        synRetransmissions: 0,
        synAckRetransmissions: 0,
      },
      close: { kind: 'open', clientFin: null, serverFin: null, reset: null },
      ...more,
    };
    this.connections.push({
      connection,
      states: [],
      oddSegments: [],
      phases: NO_PHASES,
      clientProcess: 'client-2',
      serverProcess: 'server-1',
    });
    return index;
  }

  /** Adds a call and gives its id. */
  call(given: CallGiven): string {
    const { role, call, fd = role === 'client' ? 3 : 4, enter, leave, result, errno, inferred = false } = given;
    const process = inferred ? null : (given.process ?? (role === 'client' ? 'client-2' : 'server-1'));
    const sequence = this.calls.filter((other) => other.process === process).length + 1;
    const id = `${process ?? 'inferred-0'}#${sequence}`;
    const traced = {
      sequence,
      thread: given.thread ?? 0,
      call,
      fd,
      arguments: given.arguments ?? {},
      enterNs: timeNs(enter),
      returnNs: leave === undefined ? null : timeNs(leave),
      result: errno === undefined ? (result ?? null) : -1,
      errno: errno ?? null,
      local: null,
      peer: given.peer === undefined ? null : endpoint(given.peer),
      data: given.data === undefined ? null : bytesOf(given.data),
    };
    const shownIn = given.shownIn ?? (this.connections.length > 0 ? [0] : []);
    const connection = shownIn.length === 1 ? (shownIn[0] ?? null) : null;
    this.calls.push({ id, process, role, call: traced, text: callText(traced), connection, shownIn, inferred });
    return id;
  }

  /** Adds a packet and gives its number. */
  packet(given: PacketGiven): number {
    const number = this.packets.length + 1;
    const connection = given.connection === undefined ? 0 : given.connection;
    const ends = connection === null ? undefined : this.connections[connection]?.connection;
    const packet = capturedPacket(number, given, ends, connection);
    const { owner } = given;
    this.packets.push({
      packet,
      owner:
        owner === undefined
          ? { kind: 'unknown', text: 'no trace of this end' }
          : typeof owner === 'string'
            ? { kind: 'call', call: owner }
            : { kind: 'kernel', reason: owner[0], text: owner[1] },
    });
    if (typeof owner === 'string') {
      const { stream } = packet.flow ?? { stream: null };
      this.link({ call: owner, packet: number, bytes: stream, isRetransmission: given.isRetransmission ?? false });
    }
    return number;
  }

  link(link: Partial<Link> & { readonly call: string; readonly packet: number }): this {
    this.links.push({ relation: 'causes', bytes: null, when: 'in-call', isRetransmission: false, ...link });
    return this;
  }

  state(connection: number, side: Side, state: TcpState, by: StateChange['by']): this {
    return this.change(connection, ({ states }) => ({ states: [...states, { side, state, by }] }));
  }

  phases(connection: number, phases: Partial<HandshakePhases>): this {
    return this.change(connection, () => ({ phases: { ...NO_PHASES, ...phases } }));
  }

  exit(role: Side, at: number, text: string, shownIn: readonly number[] = [0]): this {
    const process = role === 'client' ? 'client-2' : 'server-1';
    this.exits.push({ process, role, timeNs: timeNs(at), text, shownIn });
    return this;
  }

  problem(text: string): this {
    this.problems.push(text);
    return this;
  }

  build(): Timeline {
    return {
      calls: this.calls,
      packets: this.packets,
      links: this.links,
      connections: this.connections.map((item) => this.counted(item)),
      exits: this.exits,
      problems: this.problems,
    };
  }

  private change(connection: number, change: (item: TimelineConnection) => Partial<TimelineConnection>): this {
    const item = this.connections[connection];
    if (item !== undefined) this.connections[connection] = { ...item, ...change(item) };
    return this;
  }

  /** Fills in what the capture counts: packets, payload, the marks of handshake and close. */
  private counted(item: TimelineConnection): TimelineConnection {
    const { connection } = item;
    const own = this.packets
      .map(({ packet }) => packet)
      .filter((packet) => packet.flow?.connection === connection.index);
    const count = (fromClient: boolean): CapturedPacket[] => own.filter(({ flow }) => flow?.fromClient === fromClient);
    const bytes = (fromClient: boolean): number =>
      count(fromClient).reduce(
        (sum, { payloadBytes, flow }) => sum + (flow?.isRetransmission ? 0 : (payloadBytes ?? 0)),
        0,
      );
    return {
      ...item,
      connection: {
        ...connection,
        packets: own.map(({ number }) => number),
        packetCount: { clientToServer: count(true).length, serverToClient: count(false).length },
        payloadBytes: { clientToServer: bytes(true), serverToClient: bytes(false) },
        handshake: {
          ...connection.handshake,
          syn: markOf(own.find(({ tcp }) => tcp?.flagText === 'S')),
          synAck: markOf(own.find(({ tcp }) => tcp?.flagText === 'S.')),
        },
      },
    };
  }
}

function markOf(packet: CapturedPacket | undefined): PacketMark | null {
  return packet === undefined ? null : { packet: packet.number, timestampNs: packet.timestampNs };
}

function capturedPacket(
  number: number,
  given: PacketGiven,
  ends: Connection | undefined,
  connection: number | null,
): CapturedPacket {
  const fromClient = given.from === 'client';
  const source = fromClient ? ends?.client : ends?.server;
  const destination = fromClient ? ends?.server : ends?.client;
  const isIcmp = given.icmpText !== undefined;
  const payloadBytes = isIcmp ? null : (given.payloadBytes ?? 0);
  const isTcp = given.flags !== undefined;
  const sequence = given.sequence ?? 0;
  const streamFrom = sequence - 1;
  return {
    number,
    timestampNs: given.at === null ? null : timeNs(given.at),
    wireBytes: 66 + (payloadBytes ?? 0),
    capturedBytes: 66 + (payloadBytes ?? 0),
    frameOffset: 40 + number * 100,
    linkType: 1,
    source: source?.address ?? '127.0.0.1',
    destination: destination?.address ?? '127.0.0.1',
    ipProtocol: isTcp ? 6 : isIcmp ? 1 : 17,
    protocol: isTcp ? 'tcp' : isIcmp ? 'icmp' : 'udp',
    sourcePort: isIcmp ? null : (source?.port ?? null),
    destinationPort: isIcmp ? null : (destination?.port ?? null),
    tcp: isTcp
      ? {
          flags: Array.from(given.flags ?? '').reduce((bits, letter) => bits | (FLAG_BITS[letter] ?? 0), 0),
          flagText: given.flags ?? '',
          sequence: ((fromClient ? CLIENT_ISN : SERVER_ISN) + sequence) % 2 ** 32,
          acknowledgment: ((fromClient ? SERVER_ISN : CLIENT_ISN) + (given.acknowledges ?? 0)) % 2 ** 32,
          windowBytes: given.windowBytes ?? 512,
          options: [],
        }
      : null,
    icmp: isIcmp ? { type: 3, code: 3, text: given.icmpText ?? '', quoted: null } : null,
    payloadBytes,
    problem: null,
    flow:
      connection === null
        ? null
        : {
            connection,
            fromClient,
            stream:
              isTcp && (payloadBytes ?? 0) > 0 ? { from: streamFrom, to: streamFrom + (payloadBytes ?? 0) } : null,
            acknowledgedBytes:
              given.acknowledges === undefined ? null : given.acknowledges - (given.acknowledgesFin ? 2 : 1),
            acknowledgesFin: given.acknowledgesFin ?? false,
            isRetransmission: given.isRetransmission ?? false,
            datagram: isTcp || isIcmp ? null : 0,
            isIcmpError: isIcmp,
          },
  };
}

export function timeNs(us: number): bigint {
  return START_NS + BigInt(Math.round(us * 1000));
}

export function bytesOf(data: string | Uint8Array): Uint8Array {
  return typeof data === 'string' ? new TextEncoder().encode(data) : data;
}

function endpoint(text: string): Endpoint {
  const parsed = parseEndpoint(text);
  if (parsed === null) throw new TypeError(`not an endpoint: ${text}`);
  return parsed;
}
