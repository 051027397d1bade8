import { ipv4TextOf, ipv6TextOf } from '../wire/address-text';
import { readClientKnownBy } from './client-side';
import { readClose } from './close';
import type { ConnectionSummary, FlowEndpoint } from './connection';
import { addressWord, CLIENT, isIpv6, portOf, SERVER, type ConnectionEnd } from './connection-end';
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
    client: endpointOf(row, CLIENT),
    server: endpointOf(row, SERVER),
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

function endpointOf(row: ConnectionRow, end: ConnectionEnd): FlowEndpoint {
  const word = (number: 0 | 1 | 2 | 3) => addressWord(row, end, number);
  const address = isIpv6(row) ? ipv6TextOf(word(0), word(1), word(2), word(3)) : ipv4TextOf(word(0));
  return { address, port: portOf(row, end) };
}
