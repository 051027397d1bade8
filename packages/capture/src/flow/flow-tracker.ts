import { IP_PROTOCOL } from '../wire/ip-protocol';
import type { Packet, QuotedHeader } from '../wire/packet';
import { TCP_FLAG } from '../wire/tcp-flags';
import type { Connection, FlowEndpoint, PacketFlow } from './connection';
import type { Participants } from './participants';
import { endpointKey } from './participants';
import type { TcpPacket } from './segment';
import { TcpConnection } from './tcp-connection';
import { UdpExchange } from './udp-exchange';

type Flow = TcpConnection | UdpExchange;

interface Ends {
  readonly source: FlowEndpoint;
  readonly destination: FlowEndpoint;
}

/**
 * Sorts packets into TCP connections and UDP exchanges, in capture order. A pair of endpoints that is used again is
 * another connection once a SYN with a new initial sequence number shows it. Memory grows with connections and, by one
 * number each, with packets.
 */
export class FlowTracker {
  private readonly flows: Flow[] = [];
  /** The newest flow between two endpoints, under both directions. */
  private readonly byEnds = new Map<string, Flow>();
  private readonly changed = new Set<number>();
  private snapshots: readonly Connection[] = [];

  /**
   * The connections so far, in order of their first packets. A snapshot: an array and objects that later packets do not
   * change, but for `packets`, which is shared and grows. Connections without new packets stay the same objects.
   */
  get connections(): readonly Connection[] {
    if (this.changed.size > 0) {
      const snapshots = this.snapshots.slice();
      for (const index of [...this.changed].sort((a, b) => a - b)) {
        const flow = this.flows[index];
        if (flow !== undefined) {
          snapshots[index] = flow.snapshot();
        }
      }
      this.changed.clear();
      this.snapshots = snapshots;
    }
    return this.snapshots;
  }

  /** Gives the packet's place in its connection, which it may open; null where it belongs to none. */
  add(packet: Packet): PacketFlow | null {
    if (packet.icmp?.quoted) {
      return this.addIcmpError(packet, packet.icmp.quoted);
    }
    const ends = endsOf(packet);
    if (ends === null || packet.payloadBytes === null) {
      return null;
    }
    const place = isTcp(packet) ? this.addSegment(packet, ends) : this.addDatagram(packet, ends);
    this.changed.add(place.connection);
    return place;
  }

  private addSegment(packet: TcpPacket, ends: Ends): PacketFlow {
    const current = this.byEnds.get(flowKey('tcp', ends));
    if (current instanceof TcpConnection && current.accepts(packet)) {
      return current.add(packet);
    }
    const connection = new TcpConnection(this.flows.length, participantsOf(packet, ends));
    this.open(connection, 'tcp', ends);
    return connection.add(packet);
  }

  private addDatagram(packet: Packet, ends: Ends): PacketFlow {
    const current = this.byEnds.get(flowKey('udp', ends));
    if (current instanceof UdpExchange) {
      return current.add(packet);
    }
    const participants = { client: ends.source, server: ends.destination, clientKnownBy: 'first-datagram' } as const;
    const exchange = new UdpExchange(this.flows.length, participants);
    this.open(exchange, 'udp', ends);
    return exchange.add(packet);
  }

  /** An error belongs to the newest connection between the quoted endpoints; a quote has no more to tell them apart. */
  private addIcmpError(packet: Packet, quoted: QuotedHeader): PacketFlow | null {
    const ends = endsOf(quoted);
    const protocol = quoted.ipProtocol === IP_PROTOCOL.tcp ? 'tcp' : 'udp';
    const flow = ends === null ? undefined : this.byEnds.get(flowKey(protocol, ends));
    if (flow === undefined) {
      return null;
    }
    const place = flow.addIcmpError(packet, flow.isSentByClient(quoted));
    this.changed.add(place.connection);
    return place;
  }

  private open(flow: Flow, protocol: 'tcp' | 'udp', { source, destination }: Ends): void {
    this.flows.push(flow);
    this.byEnds.set(flowKey(protocol, { source, destination }), flow);
    this.byEnds.set(flowKey(protocol, { source: destination, destination: source }), flow);
  }
}

function isTcp(packet: Packet): packet is TcpPacket {
  return packet.tcp !== null;
}

function endsOf(packet: Pick<Packet, 'source' | 'sourcePort' | 'destination' | 'destinationPort'>): Ends | null {
  const { source, sourcePort, destination, destinationPort } = packet;
  if (source === null || sourcePort === null || destination === null || destinationPort === null) {
    return null;
  }
  return {
    source: { address: source, port: sourcePort },
    destination: { address: destination, port: destinationPort },
  };
}

function flowKey(protocol: 'tcp' | 'udp', { source, destination }: Ends): string {
  return `${protocol} ${endpointKey(source)} ${endpointKey(destination)}`;
}

/** Tells client and server apart by the first packet that was captured. */
function participantsOf({ tcp }: TcpPacket, { source, destination }: Ends): Participants {
  const control = tcp.flags & (TCP_FLAG.syn | TCP_FLAG.ack);
  if (control === TCP_FLAG.syn) {
    return { client: source, server: destination, clientKnownBy: 'syn' };
  }
  if (control === (TCP_FLAG.syn | TCP_FLAG.ack)) {
    return { client: destination, server: source, clientKnownBy: 'syn-ack' };
  }
  return destination.port > source.port
    ? { client: destination, server: source, clientKnownBy: 'higher-port' }
    : { client: source, server: destination, clientKnownBy: 'higher-port' };
}
