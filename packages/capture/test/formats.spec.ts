import { readdirSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { openCapture } from '../src/io/open-capture';
import { PcapParserReader } from '../src/io/pcap-parser-reader';
import { timestampText } from '../src/output/timestamp-text';
import type { SavefileProblem } from '../src/savefile/capture-record';
import { SavefileReader } from '../src/savefile/savefile-reader';
import { fixtureBytes, fixtureNames, fixturePath } from './fixtures';
import { readPieces } from './read-pieces';
import { describeWith, outputOf } from './tool';

const formats = readdirSync(fixturePath('formats')).map((name) => path.join('formats', name));
const damaged = readdirSync(fixturePath('damaged')).map((name) => path.join('damaged', name));

interface Read {
  /** Number, time, length on the wire, captured length and ports of each packet. */
  readonly lines: readonly string[];
  readonly problem: SavefileProblem | null;
}

async function read(name: string): Promise<Read> {
  const capture = openCapture(fixturePath(name));
  const lines: string[] = [];
  for await (const packet of capture.packets()) {
    const { number, timestampNs, wireBytes, capturedBytes, sourcePort, destinationPort } = packet;
    const time = timestampNs === null ? '' : timestampText(timestampNs);
    lines.push([number, time, wireBytes, capturedBytes, sourcePort, destinationPort].join('\t'));
  }
  return { lines, problem: capture.problem };
}

const FIELDS = ['frame.number', 'frame.time_epoch', 'frame.len', 'frame.cap_len', 'tcp.srcport', 'tcp.dstport'];

function tsharkLines(name: string): string[] {
  const fields = FIELDS.flatMap((field) => ['-e', field]);
  return outputOf('tshark', ['-n', '-r', fixturePath(name), '-T', 'fields', ...fields])
    .split('\n')
    .slice(0, -1);
}

describeWith('tshark', '--version')('a capture in each format reads as tshark reads it', () => {
  test.each(formats)('%s', async (name) => {
    expect(await read(name)).toEqual({ lines: tsharkLines(name), problem: null });
  });
});

describe('damage: what comes before it is read, and it is named', () => {
  const cases: [name: string, count: unknown, kind: string, byteOffset: unknown, text: string][] = [
    ['cut-in-header.pcap', 1, 'truncated', 80, 'record ends after 11 of 16 bytes'],
    ['cut-in-frame.pcap', 1, 'truncated', 80, 'record ends after 56 of 57 bytes'],
    ['length-of-4-gigabytes.pcap', 1, 'impossible-length', 88, 'record claims 4294967295 bytes, more than 262144'],
    ['version-1.pcap', 0, 'unsupported-version', 4, 'file format version 1.1, only 2.0 and later are read'],
    ['cut-in-block.pcapng', 1, 'truncated', 120, 'enhanced packet block ends after 75 of 76 bytes'],
    ['cut-in-options.pcapng', 1, 'truncated', 120, 'enhanced packet block ends after 94 of 124 bytes'],
    ['block-length-0.pcapng', 1, 'impossible-length', 124, 'enhanced packet block of 0 bytes, must have at least 32'],
    [
      'block-length-of-4-gigabytes.pcapng',
      1,
      'impossible-length',
      124,
      'enhanced packet block claims 4294967295 bytes, more than 135266304',
    ],
    [
      'skipped-length-of-4-gigabytes.pcapng',
      1,
      'truncated',
      120,
      'block of type 0x00000077 ends after 88 of 4294967295 bytes',
    ],
    ['two-lengths.pcapng', 1, 'impossible-length', 192, 'enhanced packet block of 76 bytes ends with the length 99'],
    [
      'frame-longer-than-block.pcapng',
      1,
      'impossible-length',
      140,
      'enhanced packet block claims 400 bytes, more than 44',
    ],
    [
      'unknown-interface.pcapng',
      1,
      'unknown-interface',
      128,
      'enhanced packet block of interface 3, but its section has 1 interfaces',
    ],
    [
      'no-interface.pcapng',
      0,
      'unknown-interface',
      36,
      'simple packet block of interface 0, but its section has 0 interfaces',
    ],
    [
      'lying-interface-option.pcapng',
      2,
      'impossible-length',
      44,
      'interface description block has an option that claims more bytes than there are',
    ],
    [
      'lying-packet-option.pcapng',
      3,
      'impossible-length',
      192,
      'enhanced packet block has an option that claims more bytes than there are',
    ],
    ['version-2.pcapng', 0, 'unsupported-version', 12, 'pcapng version 2.0, only 1.x is read'],
    [
      'no-byte-order.pcapng',
      0,
      'unknown-byte-order',
      8,
      'section header block has the byte-order magic 0x00000000, must be 0x1a2b3c4d',
    ],
    ['garbage-between.pcapng', 1, 'truncated', 120, 'block of type 0x62726167 ends after 88 of 560293729 bytes'],
    ['cut.pcap.gz', expect.any(Number), 'damaged-compression', expect.any(Number), 'gzip: unexpected end of file'],
    ['checksum.pcap.gz', 40, 'damaged-compression', expect.any(Number), 'gzip: incorrect data check'],
    ['length.pcap.gz', 40, 'damaged-compression', expect.any(Number), 'gzip: incorrect length check'],
    ['random.bin', 0, 'not-a-capture', 0, 'not a capture file: begins with dd 77 cc de'],
  ];

  test.each(cases)('%s', async (name, count, kind, byteOffset, text) => {
    const { lines, problem } = await read(path.join('damaged', name));
    expect([lines.length, problem]).toEqual([count, { kind, byteOffset, text }]);
  });

  test('of every damaged fixture', () => {
    expect(cases.map(([name]) => path.join('damaged', name)).sort()).toEqual([...damaged].sort());
  });
});

describe('PcapParserReader and SavefileReader agree', () => {
  const classic = [...fixtureNames, ...formats, ...damaged].filter((name) => /\.pcap(\.gz)?$/.test(name));
  const bytesOf = (name: string): Uint8Array => {
    const bytes = fixtureBytes(name);
    return name.endsWith('.gz') ? gunzipped(bytes) : bytes;
  };
  /** Magic numbers of micro- and nanoseconds, and version 2.4: what tcpdump writes. */
  const isOfToday = (bytes: Uint8Array): boolean => {
    const [magic, version] = [Buffer.from(bytes).toString('hex', 0, 4), Buffer.from(bytes).toString('hex', 4, 8)];
    return /^(d4c3b2a1|a1b2c3d4|4d3cb2a1|a1b23c4d)$/.test(magic) && /^(02000400|00020004)$/.test(version);
  };
  const names = classic.filter((name) => isOfToday(bytesOf(name)));

  test.each(names)('on %s', (name) => {
    const bytes = bytesOf(name);
    expect(readPieces(new PcapParserReader(), bytes)).toEqual(readPieces(new SavefileReader(), bytes));
  });

  test('on files of both stamps, both byte orders, and damage', () => {
    expect(names.length).toBeGreaterThan(25);
  });
});

function gunzipped(bytes: Uint8Array): Uint8Array {
  try {
    return gunzipSync(bytes);
  } catch {
    return new Uint8Array();
  }
}
