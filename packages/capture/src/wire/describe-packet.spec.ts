import fc from 'fast-check';
import { arbitraryFrame } from '../../test/arbitrary-frames';
import { bytesOf } from '../../test/frames';
import { KINDS } from '../../test/kinds';
import { decodePacket } from './decode-packet';
import { describePacket } from './describe-packet';
import { LINK_TYPE } from './link-type';
import type { PacketField } from './packet-detail';

// IP 127.0.0.1.38626 > 127.0.0.1.18345: Flags [S], seq 1, win 65495,
//   options [mss 65495,sackOK,TS val 100 ecr 0,nop,wscale 7], length 0
const SYN = bytesOf(`
  000000000000 000000000000 0800
  45 00 003c 1234 4000 40 06 0000 7f000001 7f000001
  96e2 47a9 00000001 00000000 a002 ffd7 fe30 0000
  0204ffd7 0402 080a 00000064 00000000 01 030307
`);

function firstBit({ range, bits }: PacketField): number {
  return range.offset * 8 + (bits?.first ?? 0);
}

function endBit({ range, bits }: PacketField): number {
  return bits === undefined ? (range.offset + range.length) * 8 : range.offset * 8 + bits.first + bits.count;
}

/** Names what is wrong with the places of fields in the bits from `first` to `end`; siblings come in the order of bits. */
function misplaced(fields: readonly PacketField[], first: number, end: number): string[] {
  const problems: string[] = [];
  let at = first;
  for (const field of fields) {
    if (firstBit(field) < at || endBit(field) > end) {
      problems.push(`${field.name} at bits ${firstBit(field)} to ${endBit(field)}, not in ${at} to ${end}`);
    }
    at = Math.max(at, endBit(field));
    problems.push(...misplaced(field.fields, firstBit(field), endBit(field)));
  }
  return problems;
}

/** Names the gaps that sibling fields leave between the bits `first` and `end`. */
function gaps(fields: readonly PacketField[], first: number, end: number): string[] {
  const problems: string[] = [];
  let at = first;
  for (const field of fields) {
    if (firstBit(field) > at) {
      problems.push(`nothing from bit ${at} to ${field.name} at ${firstBit(field)}`);
    }
    at = endBit(field);
  }
  return at === end ? problems : [...problems, `nothing from bit ${at} to ${end}`];
}

function holes(layers: readonly PacketField[], frame: Uint8Array): string[] {
  const inLayers = layers
    .filter(({ fields }) => fields.length > 0)
    .flatMap((layer) => gaps(layer.fields, firstBit(layer), endBit(layer)));
  return [...gaps(layers, 0, frame.length * 8), ...inLayers];
}

describe('describePacket()', () => {
  test('puts every bit of any frame in one place', () => {
    fc.assert(
      fc.property(arbitraryFrame, ({ bytes, linkType, wireBytes }) => {
        const { layers, problem } = describePacket(bytes, linkType, wireBytes);
        const about = { number: 1, timestampNs: 0n, frameOffset: 0, linkType, wireBytes };
        expect(misplaced(layers, 0, bytes.length * 8)).toEqual([]);
        expect(holes(layers, bytes)).toEqual([]);
        expect(problem).toEqual(decodePacket(bytes, about).problem);
      }),
      { numRuns: 1500 },
    );
  });

  test.each(KINDS)('puts every bit in one place: $name', ({ frame, linkType, wireBytes }) => {
    const { layers } = describePacket(frame, linkType, wireBytes);
    expect(misplaced(layers, 0, frame.length * 8)).toEqual([]);
    expect(holes(layers, frame)).toEqual([]);
  });

  test('gives the payload without the padding that follows it', () => {
    const padded = new Uint8Array([...SYN, 0x61, 0, 0, 0, 0, 0]);
    padded.set([0, 61], 16);
    const [payload, trailer] = describePacket(padded, LINK_TYPE.ethernet).layers.slice(-2);
    expect(payload).toMatchObject({ name: 'Payload', value: '1 byte', range: { offset: 74, length: 1 } });
    expect(trailer).toMatchObject({ name: 'Trailer of Ethernet', range: { offset: 75, length: 5 } });
  });

  test('says in one line what stopped it', () => {
    const { problem, problemText } = describePacket(SYN.subarray(0, 40), LINK_TYPE.ethernet);
    expect(problem).toMatchObject({ kind: 'truncated', layer: 'tcp', offset: 34 });
    expect(problemText).toBe('tcp at byte 34: needs 20 bytes, has 6');
    expect(describePacket(SYN, LINK_TYPE.ethernet).problemText).toBeNull();
  });

  test('gives every field of a SYN with its bytes', () => {
    const { layers } = describePacket(SYN, LINK_TYPE.ethernet);
    expect(layers.map(({ name }) => name)).toEqual([
      'Ethernet',
      'Internet Protocol version 4',
      'Transmission Control Protocol',
    ]);
    const tcp = layers[2]?.fields ?? [];
    const line = ({ name, value, range }: PacketField) => `${range.offset}+${range.length} ${name}: ${value}`;
    expect(tcp.map(line)).toEqual([
      '34+2 Source port: 38626',
      '36+2 Destination port: 18345',
      '38+4 Sequence number: 1',
      '42+4 Acknowledgment number: 0',
      '46+1 Data offset: 40 bytes',
      '46+2 Flags: 0x002 [S]',
      '48+2 Window: 65495 bytes',
      '50+2 Checksum: 0xfe30',
      '52+2 Urgent pointer: 0',
      '54+20 Options: 20 bytes',
    ]);
    const flags = tcp.find(({ name }) => name === 'Flags')?.fields ?? [];
    expect(flags.filter(({ value }) => value === 'set').map(({ name }) => name)).toEqual(['SYN']);
  });

  /** The fields of a kind below one of a name, as lines. */
  function linesBelow(kind: string, name: string): string[] {
    const frame = KINDS.find((each) => each.name === kind);
    if (frame === undefined) throw new Error(`no kind ${kind}`);
    const find = (fields: readonly PacketField[]): PacketField | undefined =>
      fields.find((each) => each.name === name) ?? fields.map((each) => find(each.fields)).find((each) => each);
    const found = find(describePacket(frame.frame, frame.linkType, frame.wireBytes).layers);
    const lines = (fields: readonly PacketField[], depth: number): string[] =>
      fields.flatMap((each) => [`${' '.repeat(depth)}${each.name}: ${each.value}`, ...lines(each.fields, depth + 1)]);
    return lines(found?.fields ?? [], 0);
  }

  test('names the options of Geneve, and what is no option', () => {
    expect(linesBelow('Geneve with an option that is longer than the rest', 'Options')).toEqual([
      'Option: class 0x0101, type 1, 4 bytes',
      ' Class: 0x0101 (Open vSwitch)',
      ' Critical: not set',
      ' Type: 1',
      ' Reserved: 0',
      ' Length: 4 bytes',
      ' Data: 00000001',
      'Damaged option: 0101021f',
    ]);
  });

  test('names the extension headers of GTP-U', () => {
    expect(linesBelow('GTP-U with extension headers of several kinds', 'Extension headers')).toEqual([
      'Extension header: 0x40 (UDP port)',
      ' Length: 4 bytes',
      ' UDP port: 5000',
      ' Next extension header: 0xc0 (PDCP PDU number)',
      'Extension header: 0xc0 (PDCP PDU number)',
      ' Length: 4 bytes',
      ' PDCP PDU number: 258',
      ' Next extension header: 0x85 (PDU session container)',
      'Extension header: 0x85 (PDU session container)',
      ' Length: 8 bytes',
      ' PDU type: 0 (downlink)',
      ' Flags: 0x0',
      ' Paging policy present: not set',
      ' Reflective QoS: set',
      ' QoS flow identifier: 9',
      ' Content: 00000000',
      ' Next extension header: 0x00 (none)',
    ]);
  });
});
