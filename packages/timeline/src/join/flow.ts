import type { CapturedPacket, Connection } from '@sockscope/capture';
import type { Endpoint } from '@sockscope/core/trace';
import { numberOfConnection } from '../connection-number';
import { InferredCalls } from '../infer/inferred-calls';
import type { InferredEnd } from '../infer/inferred-calls';
import type { Side } from '../model';
import { classifySegment } from './classify-segment';
import type { RecordingClock } from './clock';
import { endpointKey } from './endpoint-key';
import type { JoinedCall } from './joined-call';
import { JoinedPacket } from './joined-packet';
import type { Socket } from './socket';
import { TcpTrack } from './tcp-track';

const NO_CALLS: readonly JoinedCall[] = [];

/** One end of a flow and the calls that act on it: of its socket, else the inferred ones. */
export class FlowEnd {
  readonly flow: Flow;
  readonly endpoint: Endpoint;
  /** What it has sent. */
  readonly track = new TcpTrack();
  /** The traced socket; null where no trace shows it, or where the connection was never accepted. */
  socket: Socket | null = null;
  /** Server: the listening socket in whose queue the connection is or was, where none accepted it. */
  queue: Socket | null = null;
  /** UDP: every socket whose calls act on it. */
  sockets: Set<Socket> | null = null;
  /** Sockets that could be its own as well as another's, and why none was chosen. */
  private ambiguities: Map<Socket, string> | null = null;

  constructor(flow: Flow, endpoint: Endpoint) {
    this.flow = flow;
    this.endpoint = endpoint;
  }

  /** Why no socket could be chosen although the traces hold candidates: nothing is inferred for such an end. */
  get ambiguity(): string | null {
    const [first] = this.ambiguities?.values() ?? [];
    return first ?? null;
  }

  /** Says, or with null takes back, that a socket could be its own as well as another's. */
  setAmbiguity(socket: Socket, reason: string | null): void {
    if (reason === null) {
      this.ambiguities?.delete(socket);
    } else {
      this.ambiguities = (this.ambiguities ?? new Map<Socket, string>()).set(socket, reason);
    }
  }

  get side(): Side {
    return this.flow.client === this ? 'client' : 'server';
  }

  get peer(): FlowEnd {
    return this.flow.client === this ? this.flow.server : this.flow.client;
  }

  /** What it hears: the other end's segments, or, connected to itself, its own. */
  get heard(): TcpTrack {
    return this.flow.isSelfConnected ? this.flow.client.track : this.peer.track;
  }

  get listener(): Socket | null {
    return this.socket?.listener ?? this.queue;
  }

  /** The process whose calls act on it; null where no trace shows it. */
  get process(): string | null {
    return this.socket?.process ?? this.listener?.process ?? null;
  }

  /** The calls that its packets prove; none where a trace shows it, or might. */
  get inferredCalls(): readonly JoinedCall[] {
    return this.isTraced ? NO_CALLS : this.inferred.calls;
  }

  get accept(): JoinedCall | null {
    return this.socket?.accept ?? null;
  }

  /** connect(), or the sendto(MSG_FASTOPEN) that stands for it. */
  get connect(): JoinedCall | null {
    return this.isTraced ? (this.socket?.connect ?? this.socket?.fastOpen ?? null) : this.inferred.connect;
  }

  /** The first shutdown(SHUT_WR or SHUT_RDWR) that succeeded. */
  get shutdown(): JoinedCall | null {
    return this.socket?.shutdownOf('SHUT_RD') ?? null;
  }

  /** The close() of the last descriptor. */
  get close(): JoinedCall | null {
    return this.isTraced ? (this.socket?.close ?? null) : this.inferred.close;
  }

  /** In stream order; empty where positions are not known. */
  get sends(): readonly JoinedCall[] {
    if (!this.isTraced) {
      return this.inferred.sends;
    }
    return this.positionsUnknown === null ? (this.socket?.bytes.sends ?? NO_CALLS) : NO_CALLS;
  }

  get receives(): readonly JoinedCall[] {
    return this.positionsUnknown === null ? (this.socket?.bytes.receives ?? NO_CALLS) : NO_CALLS;
  }

  /**
   * Why byte positions of its calls are not known; null where they are. They count from the SYN: the trace must have
   * the socket from its beginning and the capture the connection from its own.
   */
  get positionsUnknown(): string | null {
    const { socket } = this;
    if (socket === null) {
      return null;
    }
    // Nothing was sent before connect(), so a trace that has it has all.
    const hasConnect = socket.connect !== null && socket.connect.call.errno !== 'EISCONN';
    if (!socket.isWhole && !hasConnect) {
      return 'the trace began after the socket was made, so byte positions of its calls are not known';
    }
    return this.flow.connection.handshake.outcome === 'unseen'
      ? 'the capture does not hold the handshake, so byte positions in it are not known'
      : null;
  }

  /** True if a trace shows this end, or might: nothing is inferred for it then. */
  get isTraced(): boolean {
    return this.socket !== null || this.queue !== null || this.ambiguity !== null;
  }

  private get inferred(): InferredEnd {
    return this.flow.inferred.of(this);
  }
}

/** A connection of the capture and what its packets were. It grows with the capture. */
export class Flow {
  readonly index: number;
  /** What it is called: its index in the capture, of which this may be a part. */
  readonly number: number;
  /** The ladder that its calls are shown in. */
  readonly shownIn: readonly number[];
  readonly packets: JoinedPacket[] = [];
  /** Packets that can change the state of an end. */
  readonly milestones: JoinedPacket[] = [];
  /** The connection between the same two addresses and ports before it. */
  previous: Flow | null = null;
  /** The first ICMP error about a packet of the client. */
  icmpError: JoinedPacket | null = null;
  /** The traces know that the capture took the wrong end for the client. */
  isTurned = false;
  private inferredCalls: InferredCalls | null = null;
  private readonly ends: readonly [FlowEnd, FlowEnd];
  /** The clocks of the recording. */
  readonly clock: RecordingClock;
  private captured: Connection;

  constructor(connection: Connection, clock: RecordingClock) {
    this.index = connection.index;
    this.number = numberOfConnection(connection);
    this.clock = clock;
    this.shownIn = [connection.index];
    this.captured = connection;
    this.ends = [new FlowEnd(this, connection.client), new FlowEnd(this, connection.server)];
  }

  get client(): FlowEnd {
    return this.ends[this.isTurned ? 1 : 0];
  }

  get server(): FlowEnd {
    return this.ends[this.isTurned ? 0 : 1];
  }

  /** As captured: before it was turned round. */
  get connection(): Connection {
    return this.captured;
  }

  /** What its packets prove of calls that no trace shows. */
  get inferred(): InferredCalls {
    return (this.inferredCalls ??= new InferredCalls(this));
  }

  get isTcp(): boolean {
    return this.captured.protocol === 'tcp';
  }

  /** One socket is both ends (RFC 9293 §3.5, simultaneous open with itself): all packets come from the client. */
  get isSelfConnected(): boolean {
    return endpointKey(this.captured.client) === endpointKey(this.captured.server);
  }

  /** Time of its first packet; null where the capture has none. */
  get firstNs(): bigint | null {
    return this.packets[0]?.timeNs ?? null;
  }

  /** Time of its last packet; null where the capture has none. */
  get lastNs(): bigint | null {
    return this.packets.at(-1)?.timeNs ?? null;
  }

  /**
   * Takes the connection as capture sees it now.
   *
   * @returns whether more of its handshake is known
   */
  update(connection: Connection): boolean {
    const before = this.captured.handshake;
    this.captured = connection;
    return before.outcome !== connection.handshake.outcome || before.ack?.packet !== connection.handshake.ack?.packet;
  }

  /** Takes its next packet, in capture order. */
  add(packet: CapturedPacket): JoinedPacket {
    const isClient = packet.flow?.fromClient !== this.isTurned;
    const joined = new JoinedPacket(packet, isClient ? this.client : this.server);
    this.packets.push(joined);
    if (packet.flow?.isCopy === true) {
      joined.kind = 'copy';
    } else if (packet.flow?.isIcmpError === true || (packet.tcp === null && this.isTcp)) {
      joined.kind = 'icmp';
      this.icmpError ??= joined;
    } else if (this.isTcp) {
      classifySegment(joined, packet);
    } else {
      joined.kind = 'datagram';
    }
    return joined;
  }
}
