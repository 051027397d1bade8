import fc from 'fast-check';
import { decodeAll, fixtureBytes } from '../../test/fixtures';
import { bytesOf, tcpFrame } from '../../test/frames';
import { rawFile, wrappingFile } from '../../test/variants';
import { CaptureDecoder } from '../capture-decoder';
import { SavefileReader } from '../savefile/savefile-reader';
import type { Connection } from './connection';

const S = 0x02;
const SA = 0x12;
const A = 0x10;
const PA = 0x18;
const FA = 0x11;
const R = 0x04;
const RA = 0x14;
const CLIENT_ISN = 1000;
const SERVER_ISN = 5000;

/** `c` or `s`, flags, and in stream offsets: sequence, acknowledgment; then payload bytes. -1 is the SYN. */
type Step = readonly [from: 'c' | 's', flags: number, at: number, ack: number, payloadBytes?: number];

function segment([from, flags, at, ack, payloadBytes = 0]: Step, isn = CLIENT_ISN): Uint8Array {
  const [own, other] = from === 'c' ? [isn, SERVER_ISN] : [SERVER_ISN, isn];
  return tcpFrame({
    sourcePort: from === 'c' ? 40000 : 80,
    destinationPort: from === 'c' ? 80 : 40000,
    sequence: own + 1 + at,
    acknowledgment: (flags & A) !== 0 ? other + 1 + ack : 0,
    flags,
    payload: new Uint8Array(payloadBytes),
  });
}

function track(steps: readonly Step[]) {
  return decodeAll(rawFile(steps.map((step) => segment(step))));
}

function only(connections: readonly Connection[]): Connection {
  const [connection] = connections;
  if (connection === undefined || connections.length > 1) {
    throw new Error(`expected one connection, not ${connections.length}`);
  }
  return connection;
}

const HANDSHAKE: readonly Step[] = [
  ['c', S, -1, 0],
  ['s', SA, -1, 0],
  ['c', A, 0, 0],
];

describe('FlowTracker: outcome of the handshake', () => {
  test.each<[string, string, readonly Step[]]>([
    ['complete', 'SYN, SYN-ACK, ACK', HANDSHAKE],
    ['partial', 'SYN, SYN-ACK', HANDSHAKE.slice(0, 2)],
    ['partial', 'SYN-ACK, ACK', HANDSHAKE.slice(1)],
    [
      'partial',
      'SYN and an ACK that is no SYN-ACK',
      [
        ['c', S, -1, 0],
        ['s', A, 50, 40],
      ],
    ],
    [
      'unanswered',
      'SYNs',
      [
        ['c', S, -1, 0],
        ['c', S, -1, 0],
      ],
    ],
    [
      'refused',
      'SYN, RST',
      [
        ['c', S, -1, 0],
        ['s', RA, -SERVER_ISN - 1, 0],
      ],
    ],
    [
      'unanswered',
      'SYN, and its sender resets',
      [
        ['c', S, -1, 0],
        ['c', R, 0, 0],
      ],
    ],
    ['unseen', 'data only', [['c', PA, 0, 0, 5]]],
  ])('%s: %s', (outcome, _, steps) => {
    expect(only(track(steps).connections).handshake.outcome).toBe(outcome);
  });

  test('counts SYNs and SYN-ACKs that came again', () => {
    const { packets, connections } = track([
      ['c', S, -1, 0],
      ['c', S, -1, 0],
      ['s', SA, -1, 0],
      ['s', SA, -1, 0],
      ['s', SA, -1, 0],
      ['c', A, 0, 0],
    ]);
    const { handshake } = only(connections);
    expect(handshake).toMatchObject({ synRetransmissions: 1, synAckRetransmissions: 2, syn: { packet: 1 } });
    expect(handshake).toMatchObject({ synAck: { packet: 3 }, ack: { packet: 6 } });
    expect(packets.map(({ flow }) => flow?.isRetransmission)).toEqual([false, true, false, true, true, false]);
  });

  test('is complete after a simultaneous open', () => {
    const { connections } = track([
      ['c', S, -1, 0],
      ['s', S, -1, 0],
      ['c', SA, -1, 0],
      ['s', SA, -1, 0],
      ['c', A, 0, 0],
    ]);
    expect(only(connections).handshake).toMatchObject({ outcome: 'complete', synRetransmissions: 0 });
  });
});

describe('FlowTracker: kind of the close', () => {
  const established = HANDSHAKE;
  test.each<[string, string, readonly Step[]]>([
    ['open', 'no FIN', []],
    [
      'half',
      'one FIN, acknowledged',
      [
        ['c', FA, 0, 0],
        ['s', A, 0, 1],
      ],
    ],
    [
      'four-segment',
      'FIN, ACK, FIN, ACK',
      [
        ['c', FA, 0, 0],
        ['s', A, 0, 1],
        ['s', FA, 0, 1],
        ['c', A, 1, 1],
      ],
    ],
    [
      'three-segment',
      'FIN, FIN+ACK, ACK',
      [
        ['s', FA, 0, 0],
        ['c', FA, 0, 1],
        ['s', A, 1, 1],
      ],
    ],
    [
      'simultaneous',
      'FIN, FIN, ACK, ACK',
      [
        ['s', FA, 0, 0],
        ['c', FA, 0, 0],
        ['s', A, 1, 1],
        ['c', A, 1, 1],
      ],
    ],
    ['reset', 'RST', [['s', RA, 0, 0]]],
    [
      'reset',
      'FIN, ACK, data, RST',
      [
        ['s', FA, 0, 0],
        ['c', A, 0, 1],
        ['c', PA, 0, 1, 3],
        ['s', R, 1, 0],
      ],
    ],
    [
      'three-segment',
      'a RST after the end',
      [
        ['s', FA, 0, 0],
        ['c', FA, 0, 1],
        ['s', A, 1, 1],
        ['c', R, 1, 0],
      ],
    ],
  ])('%s: %s', (kind, _, steps) => {
    expect(only(track([...established, ...steps]).connections).close.kind).toBe(kind);
  });

  test('keeps the first FIN where it comes again', () => {
    const { packets, connections } = track([...HANDSHAKE, ['c', FA, 0, 0], ['c', FA, 0, 0], ['s', A, 0, 1]]);
    expect(only(connections).close).toMatchObject({ kind: 'half', clientFin: { packet: 4 }, serverFin: null });
    expect(packets.map(({ flow }) => flow?.isRetransmission)).toEqual([false, false, false, false, true, false]);
    expect(packets.at(-1)?.flow).toMatchObject({ acknowledgesFin: true, acknowledgedBytes: 0 });
  });
});

describe('FlowTracker: which connection', () => {
  test('a SYN with a new ISN on the same ports opens another', () => {
    const again = HANDSHAKE.map((step) => segment(step, 70_000));
    const { packets, connections } = decodeAll(rawFile([...HANDSHAKE.map((step) => segment(step)), ...again]));
    expect(packets.map(({ flow }) => flow?.connection)).toEqual([0, 0, 0, 1, 1, 1]);
    expect(connections.map(({ handshake }) => handshake.outcome)).toEqual(['complete', 'complete']);
  });

  test('tells the client by the SYN-ACK, else by the higher port', () => {
    expect(only(track(HANDSHAKE.slice(1)).connections)).toMatchObject({
      client: { port: 40000 },
      clientKnownBy: 'syn-ack',
    });
    expect(only(track([['s', PA, 0, 0, 1]]).connections)).toMatchObject({
      client: { port: 40000 },
      clientKnownBy: 'higher-port',
    });
  });

  test('of two ends with one port the client is who was captured first, and it is said', () => {
    for (const isForth of [true, false]) {
      const frame = bytesOf(
        `45000028 00010000 40060000 ${isForth ? '0a000001 0a000002' : '0a000002 0a000001'} 04d204d2 00000001 00000001 50100100 00000000`,
      );
      const { connections } = decodeAll(rawFile([frame]));
      expect(only(connections)).toMatchObject({
        client: { address: isForth ? '10.0.0.1' : '10.0.0.2', port: 1234 },
        clientKnownBy: 'first-packet',
      });
    }
  });

  test('a SYN that was captured after its SYN-ACK belongs to it', () => {
    const { connections } = track([
      ['s', SA, -1, 0],
      ['c', S, -1, 0],
      ['c', A, 0, 0],
    ]);
    expect(only(connections).handshake.outcome).toBe('complete');
  });

  test('gives snapshots that later packets do not change, and the same ones while none come', () => {
    const decoder = new CaptureDecoder(new SavefileReader());
    const file = rawFile(HANDSHAKE.map((step) => segment(step)));
    const secondRecordEnds = 24 + 2 * (16 + 40);
    decoder.push(file.subarray(0, secondRecordEnds));
    const before = decoder.connections;
    expect(decoder.connections).toBe(before);
    decoder.push(file.subarray(secondRecordEnds));
    expect(only(before).handshake.outcome).toBe('partial');
    expect(only(decoder.connections).handshake.outcome).toBe('complete');
  });
});

describe('FlowTracker: recorded captures', () => {
  test.each([
    ['tcp-v4.pcap', ['complete three-segment 6 6']],
    ['tcp-v6.pcap', ['complete three-segment 6 6']],
    ['tcp-any.pcap', ['complete three-segment 6 6']],
    ['tcp-refused.pcap', ['refused reset 0 0']],
    ['tcp-half-close.pcap', ['complete four-segment 0 10']],
    ['tcp-reset.pcap', ['complete reset 6 0']],
    ['tcp-port-reuse.pcap', ['complete three-segment 5 0', 'complete three-segment 6 0']],
    ['tcp-self-connect.pcap', ['complete simultaneous 9 0']],
    ['udp.pcap', ['unseen open 8 27']],
    ['udp-refused.pcap', ['unseen open 5 0']],
  ])('%s: %j', (name, expected) => {
    const { connections } = decodeAll(fixtureBytes(name));
    const lines = connections.map(
      ({ handshake, close, payloadBytes }) =>
        `${handshake.outcome} ${close.kind} ${payloadBytes.clientToServer} ${payloadBytes.serverToClient}`,
    );
    expect(lines).toEqual(expected);
  });

  test('an ICMP error belongs to the exchange that it quotes, sent by the other end', () => {
    const { packets } = decodeAll(fixtureBytes('udp-refused.pcap'));
    expect(packets.map(({ flow }) => [flow?.connection, flow?.fromClient, flow?.isIcmpError])).toEqual([
      [0, true, false],
      [0, false, true],
    ]);
  });

  test('keep-alives are probes and no retransmissions', () => {
    const { packets } = decodeAll(fixtureBytes('tcp-keep-alive.pcap'));
    expect(packets.filter(({ flow }) => flow?.isProbe === true)).toHaveLength(2);
    expect(packets.filter(({ flow }) => flow?.isRetransmission === true)).toHaveLength(0);
  });
});

describe('FlowTracker: streams', () => {
  test('go on past 2^32, and a segment that comes again is counted once', () => {
    const { packets, connections } = decodeAll(wrappingFile());
    expect(packets.flatMap(({ flow }) => flow?.stream ?? [])).toEqual([
      { from: 0, to: 100 },
      { from: 100, to: 200 },
      { from: 100, to: 200 },
      { from: 200, to: 300 },
    ]);
    expect(packets[5]?.flow?.isRetransmission).toBe(true);
    expect(packets[9]?.flow).toMatchObject({ acknowledgedBytes: 300, acknowledgesFin: true });
    expect(only(connections).payloadBytes.clientToServer).toBe(300);
  });

  test('begin after the SYN even where it carries data (RFC 7413)', () => {
    const { packets } = track([
      ['c', S, -1, 0, 10],
      ['s', SA, -1, 10],
      ['c', PA, 10, 0, 5],
    ]);
    expect(packets.map(({ flow }) => flow?.stream)).toEqual([{ from: 0, to: 10 }, null, { from: 10, to: 15 }]);
    expect(packets[1]?.flow?.acknowledgedBytes).toBe(10);
  });

  test('equal the model of a conversation that is cut, repeated, reordered and wraps', () => {
    const lengths = fc.array(fc.integer({ min: 1, max: 3000 }), { minLength: 1, maxLength: 30 });
    const swaps = fc.array(fc.tuple(fc.nat(60), fc.nat(60)), { maxLength: 20 });
    const isns = fc.oneof(fc.nat(2 ** 32 - 1), fc.integer({ min: 2 ** 32 - 20_000, max: 2 ** 32 - 1 }));
    fc.assert(
      fc.property(isns, lengths, fc.array(fc.nat(29), { maxLength: 20 }), swaps, (isn, sizes, repeats, exchanges) => {
        let at = 0;
        const sent = sizes.map((size) => ({ from: at, to: (at += size) }));
        const order = [...sent, ...repeats.map((index) => sent[index % sent.length] ?? { from: 0, to: 1 })];
        exchanges.forEach(([a, b]) => {
          const [i, j] = [a % order.length, b % order.length];
          [order[i], order[j]] = [order[j] ?? { from: 0, to: 1 }, order[i] ?? { from: 0, to: 1 }];
        });
        const frames = [
          segment(['c', S, -1, 0], isn),
          ...order.map(({ from, to }) => segment(['c', PA, from, 0, to - from], isn)),
        ];
        const { packets, connections } = decodeAll(rawFile(frames));
        const data = packets.slice(1);
        const isRepeat = order.map(({ from }, index) => order.findIndex((other) => other.from === from) < index);
        expect(data.map(({ flow }) => flow?.stream)).toEqual(order);
        expect(data.map(({ flow }) => flow?.isRetransmission)).toEqual(isRepeat);
        expect(only(connections).payloadBytes.clientToServer).toBe(at);
      }),
      { numRuns: 200 },
    );
  });
});
