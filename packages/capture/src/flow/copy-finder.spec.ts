import { decodeAll } from '../../test/fixtures';
import { bytesOf, tcpFrame, viewOf } from '../../test/frames';
import { ipv4, udp } from '../../test/layers';
import { concatenate } from '../../test/variants';
import { writeRecord, writeSavefileHeader } from '../savefile/savefile-writer';
import { LINK_TYPE } from '../wire/link-type';

const START_NS = 1_700_000_000_000_000_000n;
const TO_US = 0;
const OUTGOING = 4;
const ENDS_BACK = { source: '0a000002', destination: '0a000001' };

interface Sighted {
  readonly atUs: number;
  readonly frame: Uint8Array;
}

function fileOf(linkType: number, sighted: readonly Sighted[]): Uint8Array {
  return concatenate([
    writeSavefileHeader({ linkType }),
    ...sighted.map(({ atUs, frame }) => writeRecord({ timestampNs: START_NS + BigInt(atUs) * 1000n, frame })),
  ]);
}

/** A frame of a capture on all interfaces, as interface `index` saw it. */
function onInterface(index: number, packetType: number, packet: Uint8Array): Uint8Array {
  const frame = new Uint8Array(20 + packet.length);
  const view = viewOf(frame);
  view.setUint16(0, 0x0800);
  view.setUint32(4, index);
  view.setUint8(10, packetType);
  frame.set(packet, 20);
  return frame;
}

function packetOf(address: string, flags: number, sequence: number, payloadBytes = 0, identification = 0): Uint8Array {
  const packet = tcpFrame({
    source: address,
    sourcePort: 40000,
    destination: address,
    destinationPort: 80,
    sequence,
    flags,
    payload: new Uint8Array(payloadBytes),
  });
  viewOf(packet).setUint16(4, identification);
  return packet;
}

function copiesIn(linkType: number, sighted: readonly Sighted[]) {
  const { packets, connections } = decodeAll(fileOf(linkType, sighted));
  return { isCopy: packets.map(({ flow }) => flow?.isCopy === true), connection: connections[0] };
}

describe('CopyFinder: captures on all interfaces', () => {
  const syn = packetOf('10.0.0.1', 0x02, 1000);
  const data = packetOf('10.0.0.1', 0x18, 1001, 5);

  test('finds the packets that another interface showed before', () => {
    const { isCopy, connection } = copiesIn(LINK_TYPE.linuxSll2, [
      { atUs: 0, frame: onInterface(2, TO_US, syn) },
      { atUs: 9, frame: onInterface(3, OUTGOING, syn) },
      { atUs: 20, frame: onInterface(2, TO_US, data) },
      { atUs: 21, frame: onInterface(2, TO_US, packetOf('10.0.0.1', 0x18, 1006, 5)) },
      { atUs: 29, frame: onInterface(3, OUTGOING, data) },
      { atUs: 30, frame: onInterface(4, OUTGOING, data) },
    ]);
    expect(isCopy).toEqual([false, true, false, false, true, true]);
    expect(connection).toMatchObject({
      copies: 3,
      packetCount: { clientToServer: 3 },
      payloadBytes: { clientToServer: 10 },
      handshake: { outcome: 'unanswered', synRetransmissions: 0 },
      packets: [1, 2, 3, 4, 5, 6],
    });
  });

  test('takes what the same interface shows later for a retransmission, and its copy for one of that', () => {
    const { isCopy, connection } = copiesIn(LINK_TYPE.linuxSll2, [
      { atUs: 0, frame: onInterface(2, TO_US, syn) },
      { atUs: 9, frame: onInterface(3, OUTGOING, syn) },
      { atUs: 200_000, frame: onInterface(2, TO_US, syn) },
      { atUs: 200_009, frame: onInterface(3, OUTGOING, syn) },
    ]);
    expect(isCopy).toEqual([false, true, false, true]);
    expect(connection?.handshake.synRetransmissions).toBe(1);
  });

  test('finds an ICMP error that two interfaces showed, and counts it once', () => {
    const datagram = ipv4(17, udp(bytesOf('6162')));
    const error = ipv4(1, concatenate([bytesOf('0303 1234 00000000'), datagram]), ENDS_BACK);
    const other = ipv4(1, concatenate([bytesOf('0301 1236 00000000'), datagram]), ENDS_BACK);
    const { isCopy, connection } = copiesIn(LINK_TYPE.linuxSll2, [
      { atUs: 0, frame: onInterface(2, OUTGOING, datagram) },
      { atUs: 50, frame: onInterface(2, TO_US, error) },
      { atUs: 51, frame: onInterface(3, TO_US, error) },
      { atUs: 60, frame: onInterface(3, TO_US, other) },
    ]);
    expect(isCopy).toEqual([false, false, true, false]);
    expect(connection).toMatchObject({ copies: 1, packetCount: { clientToServer: 1, serverToClient: 2 } });
  });

  test('takes no packet for a copy that comes a second later', () => {
    const { isCopy } = copiesIn(LINK_TYPE.linuxSll2, [
      { atUs: 0, frame: onInterface(2, TO_US, syn) },
      { atUs: 1_000_001, frame: onInterface(3, OUTGOING, syn) },
    ]);
    expect(isCopy).toEqual([false, false]);
  });
});

describe('CopyFinder: loopback', () => {
  const segment = (identification: number) => packetOf('127.0.0.1', 0x18, 1001, 5, identification);

  test.each<[string, number, number, boolean]>([
    ['the same identification at once', 7, 10, true],
    ['the same identification later', 7, 200_000, false],
    ['no identification: nothing tells it from one that was sent again', 0, 10, false],
  ])('%s', (_, identification, laterUs, isCopied) => {
    const { isCopy } = copiesIn(LINK_TYPE.raw, [
      { atUs: 0, frame: segment(identification) },
      { atUs: laterUs, frame: segment(identification) },
    ]);
    expect(isCopy).toEqual([false, isCopied]);
  });

  test('another identification is another packet', () => {
    const { isCopy } = copiesIn(LINK_TYPE.raw, [
      { atUs: 0, frame: segment(7) },
      { atUs: 10, frame: segment(8) },
    ]);
    expect(isCopy).toEqual([false, false]);
  });

  describe('where it shows packets twice that nothing tells from packets sent again', () => {
    const told = (identification: number) => packetOf('127.0.0.1', 0x10, 1001, 0, identification);
    const same = packetOf('127.0.0.1', 0x04, 1001);
    /** Each packet so often, 10 us apart. */
    const times = (count: number, frames: readonly Uint8Array[], fromUs = 0): Sighted[] =>
      frames.flatMap((frame, at) =>
        Array.from({ length: count }, (_, again) => ({ atUs: fromUs + at * 100 + again * 10, frame })),
      );

    test('takes them for copies once all others were seen twice, and of four takes two for packets', () => {
      const rule = times(2, [1, 2, 3, 4].map(told));
      const { isCopy, connection } = copiesIn(LINK_TYPE.raw, [...rule, ...times(4, [same], 1000)]);
      expect(isCopy.slice(8)).toEqual([false, true, false, true]);
      expect(connection?.copies).toBe(6);
    });

    test.each<[string, readonly Sighted[]]>([
      ['nothing was seen before', []],
      ['others were seen once', times(1, [1, 2, 3, 4, 5, 6].map(told))],
      ['some were seen once', [...times(2, [1, 2, 3, 4, 5].map(told)), ...times(1, [6, 7, 8].map(told), 500)]],
      ['too few were seen twice', times(2, [1, 2, 3].map(told))],
    ])('leaves them where %s', (_, before) => {
      const { isCopy } = copiesIn(LINK_TYPE.raw, [...before, ...times(2, [same], 2000)]);
      expect(isCopy.slice(before.length)).toEqual([false, false]);
    });

    test('leaves them where the second comes later', () => {
      const rule = times(2, [1, 2, 3, 4].map(told));
      const again = [
        { atUs: 1000, frame: same },
        { atUs: 2001, frame: same },
      ];
      expect(copiesIn(LINK_TYPE.raw, [...rule, ...again]).isCopy.slice(8)).toEqual([false, false]);
    });
  });

  test('is the only network on one interface where packets can be seen twice', () => {
    const frame = tcpFrame({
      source: '10.0.0.1',
      sourcePort: 40000,
      destination: '10.0.0.2',
      destinationPort: 80,
      sequence: 1,
      flags: 0x18,
    });
    viewOf(frame).setUint16(4, 7);
    expect(
      copiesIn(LINK_TYPE.raw, [
        { atUs: 0, frame },
        { atUs: 1, frame },
      ]).isCopy,
    ).toEqual([false, false]);
  });
});
