import type { CapturedPacket, Connection } from '@sockscope/capture';
import type { TimelineInput } from '../model';
import { exactEndpoint, pairKey } from './endpoint-key';
import type { Socket } from './socket';

/**
 * Turns round the connections whose client a capture without their handshake could only guess, by the higher port,
 * where a traced connect() or accept() tells that it is the other end. The rest, and the input, stay as they are.
 */
export function orientConnections(
  { packets, connections }: Pick<TimelineInput, 'packets' | 'connections'>,
  sockets: readonly Socket[],
): Pick<TimelineInput, 'packets' | 'connections'> {
  const directions = tracedDirections(sockets);
  const turned = new Set<number>();
  for (const { index, clientKnownBy, client, server } of connections) {
    if (clientKnownBy === 'higher-port' && directions.has(pairKey(server, client))) {
      turned.add(index);
    }
  }
  if (turned.size === 0) {
    return { packets, connections };
  }
  return {
    packets: packets.map((packet) => (turned.has(packet.flow?.connection ?? -1) ? turnPacket(packet) : packet)),
    connections: connections.map((connection) =>
      turned.has(connection.index) ? turnConnection(connection) : connection,
    ),
  };
}

/** Keys of client and server, in this order, of every connection of which a trace has an end with both addresses. */
function tracedDirections(sockets: readonly Socket[]): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const { kind, connect, accept, local, peer } of sockets) {
    const own = exactEndpoint(local);
    if (own === null || peer === null || kind === 'datagram') {
      continue;
    }
    if (connect !== null) {
      keys.add(pairKey(own, peer));
    } else if (accept !== null) {
      keys.add(pairKey(peer, own));
    }
  }
  return keys;
}

function turnPacket(packet: CapturedPacket): CapturedPacket {
  const { flow } = packet;
  return flow === null ? packet : { ...packet, flow: { ...flow, fromClient: !flow.fromClient } };
}

function turnConnection(connection: Connection): Connection {
  const { client, server, packetCount, payloadBytes, close } = connection;
  const { clientFin, serverFin, reset } = close;
  return {
    ...connection,
    client: server,
    server: client,
    packetCount: { clientToServer: packetCount.serverToClient, serverToClient: packetCount.clientToServer },
    payloadBytes: { clientToServer: payloadBytes.serverToClient, serverToClient: payloadBytes.clientToServer },
    close: {
      ...close,
      clientFin: serverFin,
      serverFin: clientFin,
      reset: reset === null ? null : { ...reset, by: reset.by === 'client' ? 'server' : 'client' },
    },
  };
}
