import { ipv4TextOf, ipv6TextOf } from '../wire/address-text';
import { readClientKnownBy } from './client-side';
import { readClose } from './close';
import type { ConnectionSummary, FlowEndpoint } from './connection';
import type { ConnectionRow } from './connection-row';
import { readHandshake } from './handshake';
import { readMark } from './packet-mark';
import { ROW, STATE, STREAM } from './row-layout';

const NO_PACKET = { packet: 0, timestampNs: null };

/** Gives a connection's row as an object of its own. */
export function readConnection(row: ConnectionRow, index: number): ConnectionSummary {
  const { view, at } = row;
  return {
    index,
    protocol: row.has(STATE.udp) ? 'udp' : 'tcp',
    client: endpointOf(row, ROW.clientAddress0, ROW.clientAddress1, ROW.ports),
    server: endpointOf(row, ROW.serverAddress0, ROW.serverAddress1, ROW.ports + 2),
    clientKnownBy: readClientKnownBy(row),
    firstPacket: readMark(view, at + ROW.firstPacket) ?? NO_PACKET,
    lastPacket: readMark(view, at + ROW.lastPacket) ?? NO_PACKET,
    packetCount: {
      clientToServer: view.getUint32(at + ROW.client + STREAM.packets, true),
      serverToClient: view.getUint32(at + ROW.server + STREAM.packets, true),
    },
    copies: view.getUint32(at + ROW.copies, true),
    payloadBytes: {
      clientToServer: view.getFloat64(at + ROW.client + STREAM.payloadBytes, true),
      serverToClient: view.getFloat64(at + ROW.server + STREAM.payloadBytes, true),
    },
    handshake: readHandshake(row),
    close: readClose(row),
  };
}

/** @param rest Column of the second word of an IPv6 address, which the two others follow. */
function endpointOf(row: ConnectionRow, first: number, rest: number, port: number): FlowEndpoint {
  const { view, at } = row;
  const word = (column: number) => view.getUint32(at + column);
  const address = row.has(STATE.ipv6)
    ? ipv6TextOf(word(first), word(rest), word(rest + 4), word(rest + 8))
    : ipv4TextOf(word(first));
  return { address, port: view.getUint16(at + port) };
}
