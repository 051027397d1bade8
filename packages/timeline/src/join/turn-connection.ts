import type { Connection } from '@sockscope/capture';

/** The connection with client and server the other way round. */
export function turnConnection(connection: Connection): Connection {
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
