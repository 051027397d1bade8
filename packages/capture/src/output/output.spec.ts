import { decodeAll, fixtureBytes } from '../../test/fixtures';
import { bytesOf } from '../../test/frames';
import { rawFile } from '../../test/variants';
import type { Connection } from '../flow/connection';
import { connectionJson } from './connection-json';
import { connectionLine } from './connection-line';
import { durationText } from './duration-text';
import { packetJson } from './packet-json';
import { packetLine } from './packet-line';
import { timestampText } from './timestamp-text';

test('timestampText() keeps every nanosecond', () => {
  expect(timestampText(1_700_000_000_000_000_001n)).toBe('1700000000.000000001');
});

describe('packetJson()', () => {
  const { packets } = decodeAll(fixtureBytes('tcp-v4.pcap'));

  test('has the fields of a segment, and only those', () => {
    const data = packets.find(({ payloadBytes }) => payloadBytes === 6);
    expect(data).toBeDefined();
    expect(Object.keys(data === undefined ? {} : packetJson(data))).toEqual([
      ...['number', 'timestamp', 'wireBytes', 'capturedBytes', 'source', 'destination', 'ipProtocol', 'protocol'],
      ...['sourcePort', 'destinationPort', 'flags', 'flagText', 'sequence', 'acknowledgment', 'payloadBytes'],
      'connection',
    ]);
    expect(() => JSON.stringify(packets.map(packetJson))).not.toThrow();
  });

  test('names what stopped decoding', () => {
    const [packet] = decodeAll(rawFile([bytesOf('45')])).packets;
    expect(packet === undefined ? null : packetJson(packet)).toEqual({
      number: 1,
      timestamp: '1700000000.000000000',
      wireBytes: 1,
      capturedBytes: 1,
      source: null,
      destination: null,
      protocol: null,
      problem: { layer: 'ipv4', offset: 0, reason: 'needs 20 bytes, has 1' },
    });
    expect(packet === undefined ? '' : packetLine(packet)).toBe(
      '    1  1700000000.000000000 not IP, length 1 [ipv4 at byte 0: needs 20 bytes, has 1]',
    );
  });
});

describe('connectionJson() and connectionLine()', () => {
  test('give a refused connection without what was not seen', () => {
    const { packets, connections } = decodeAll(fixtureBytes('tcp-refused.pcap'));
    const [connection] = connections;
    const client = `127.0.0.1:${packets[0]?.sourcePort}`;
    const server = `127.0.0.1:${packets[0]?.destinationPort}`;
    const [synNs = 0n, resetNs = 0n] = packets.map(({ timestampNs }) => timestampNs ?? 0n);
    const at = [synNs, resetNs].map(timestampText);
    const duration = durationText(resetNs - synNs);
    expect(connection === undefined ? null : connectionJson(connection)).toEqual({
      connection: 0,
      protocol: 'tcp',
      client,
      server,
      clientKnownBy: 'syn',
      firstPacket: 1,
      packets: { clientToServer: 1, serverToClient: 1 },
      payloadBytes: { clientToServer: 0, serverToClient: 0 },
      handshake: {
        outcome: 'refused',
        syn: { packet: 1, timestamp: at[0] },
        synRetransmissions: 0,
        synAckRetransmissions: 0,
      },
      close: { kind: 'reset', reset: { packet: 2, timestamp: at[1], by: 'server' } },
    });
    expect(connection === undefined ? '' : connectionLine(connection)).toBe(
      `0 tcp ${client} > ${server}: handshake refused, close reset by server, 2 packets in ${duration}, 0 bytes > 0 bytes <`,
    );
  });

  test('give the times of the handshake as text', () => {
    const { packets, connections } = decodeAll(fixtureBytes('tcp-v6.pcap'));
    const json = connections.map(connectionJson)[0];
    const [syn = 0n, synAck = 0n, ack = 0n] = packets.map(({ timestampNs }) => timestampNs ?? 0n);
    expect(json?.handshake).toMatchObject({
      synToSynAckNs: String(synAck - syn),
      synAckToAckNs: String(ack - synAck),
    });
    expect(json?.client).toMatch(/^\[::1\]:\d+$/);
  });
});

describe('connectionLine()', () => {
  const { packets, connections } = decodeAll(fixtureBytes('tcp-v4.pcap'));
  const connection = connections[0] as Connection;

  test('has the time of the handshake and that of all packets', () => {
    const [synNs = 0n, , ackNs = 0n] = packets.map(({ timestampNs }) => timestampNs ?? 0n);
    const lastNs = packets.at(-1)?.timestampNs ?? 0n;
    const line = connectionLine(connection);
    expect(line).toContain(`: handshake complete in ${durationText(ackNs - synNs)}, close `);
    expect(line).toContain(`, ${packets.length} packets in ${durationText(lastNs - synNs)}, 6 bytes > `);
  });

  test('leaves out a time that is not known: no stamps, or a clock that was set back', () => {
    const { syn, ack } = connection.handshake;
    const handshake = { ...connection.handshake, syn: ack, ack: syn };
    const unstamped = { packet: packets.length, timestampNs: null };
    const line = connectionLine({ ...connection, handshake, lastPacket: unstamped });
    expect(line).toContain(`: handshake complete, close `);
    expect(line).toContain(`, ${packets.length} packets, 6 bytes > `);
  });

  test('gives one packet no time', () => {
    const only = { ...connection, packetCount: { clientToServer: 1, serverToClient: 0 } };
    expect(connectionLine(only)).toContain(', 1 packet, ');
  });

  test('says how many packets were captured again', () => {
    expect(connectionLine({ ...connection, copies: 3 })).toMatch(/ packets in [\d.]+[mu]?s \(3 captured again\), /);
  });
});

test.each([
  [0n, '0ns'],
  [999n, '999ns'],
  [1_000n, '1.00us'],
  [51_234n, '51.2us'],
  [999_600n, '1.00ms'],
  [1_250_000n, '1.25ms'],
  [999_600_000n, '1.00s'],
  [3_600_000_000_000n, '3600s'],
])('durationText() of %i ns is %s', (durationNs, text) => {
  expect(durationText(durationNs)).toBe(text);
});
