import type { CapturedPacket, Connection } from '@sockscope/capture';
import type { Endpoint } from '@sockscope/core/trace';
import type { Side } from '../model';
import { endpointKey } from './endpoint-key';
import type { JoinedCall } from './joined-call';
import type { Socket } from './socket';

/** A call that moved bytes of a stream, and which. Positions count from the first byte after the SYN. */
export interface Span {
  readonly call: JoinedCall;
  readonly from: number;
  readonly to: number;
}

/** One end of a flow and the calls that act on it. */
export interface FlowEnd {
  readonly side: Side;
  readonly flow: Flow;
  readonly endpoint: Endpoint;
  /** The traced socket; null where no trace shows it, or where the connection was never accepted. */
  socket: Socket | null;
  /** Server: the listening socket whose queue the connection went through. */
  listener: Socket | null;
  /** Why no socket could be chosen although the traces hold candidates: nothing is inferred for such an end. */
  ambiguity: string | null;
  connect: JoinedCall | null;
  accept: JoinedCall | null;
  /** The first shutdown(SHUT_WR or SHUT_RDWR) that succeeded. */
  shutdown: JoinedCall | null;
  /** The close() of the last descriptor. */
  close: JoinedCall | null;
  /** In stream order; empty where positions are not known. */
  sends: readonly Span[];
  receives: readonly Span[];
  /** Why byte positions of its calls are not known; null where they are. */
  positionsUnknown: string | null;
}

/** A connection of the capture while it is being joined. */
export class Flow {
  readonly connection: Connection;
  readonly packets: readonly CapturedPacket[];
  readonly client: FlowEnd;
  readonly server: FlowEnd;

  constructor(connection: Connection, packets: readonly CapturedPacket[]) {
    this.connection = connection;
    this.packets = packets;
    this.client = flowEnd(this, 'client', connection.client);
    this.server = flowEnd(this, 'server', connection.server);
  }

  /** One socket is both ends (RFC 9293 §3.5, simultaneous open with itself): all packets come from the client. */
  get isSelfConnected(): boolean {
    return endpointKey(this.client.endpoint) === endpointKey(this.server.endpoint);
  }

  /** Time of its first packet; null where the capture has none. */
  get firstNs(): bigint | null {
    return this.packets[0]?.timestampNs ?? null;
  }

  /** Time of its last packet; null where the capture has none. */
  get lastNs(): bigint | null {
    return this.packets.at(-1)?.timestampNs ?? null;
  }
}

/** Makes the flows of a capture, in the order of its connections. A packet that was captured twice is in one once. */
export function flowsOf(connections: readonly Connection[], packets: readonly CapturedPacket[]): Flow[] {
  const packetOf = (number: number) => packets[number - 1];
  return connections.map((connection) => {
    const all = connection.packets.flatMap((number) => packetOf(number) ?? []);
    return new Flow(
      connection,
      all.filter(({ flow }) => flow?.isCopy !== true),
    );
  });
}

/** The other end. */
export function peerOf(end: FlowEnd): FlowEnd {
  return end.side === 'client' ? end.flow.server : end.flow.client;
}

/** The process whose calls act on an end; null where no trace shows it. */
export function processOf(end: FlowEnd): string | null {
  return end.socket?.process ?? end.listener?.process ?? null;
}

/** True if a trace shows this end, or might: nothing is inferred for it then. */
export function isTraced(end: FlowEnd): boolean {
  return processOf(end) !== null || end.ambiguity !== null;
}

function flowEnd(flow: Flow, side: Side, endpoint: Endpoint): FlowEnd {
  return {
    side,
    flow,
    endpoint,
    socket: null,
    listener: null,
    ambiguity: null,
    connect: null,
    accept: null,
    shutdown: null,
    close: null,
    sends: [],
    receives: [],
    positionsUnknown: null,
  };
}
