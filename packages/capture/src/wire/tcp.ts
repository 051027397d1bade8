import type { Body, ByteRange, DecodeError, Decoded } from './decode-error';
import { malformed, truncated } from './decode-error';
import { bytesText, field, flagField, hex } from './field';
import type { TcpOption } from './packet';
import type { PacketField } from './packet-detail';
import { flagText, TCP_FLAG } from './tcp-flags';
import { decodeTcpOptions } from './tcp-options';

// Byte offsets in the TCP header, RFC 9293 §3.1.
const SOURCE_PORT = 0;
const DESTINATION_PORT = 2;
const SEQUENCE = 4;
const ACKNOWLEDGMENT = 8;
const DATA_OFFSET_AND_FLAGS = 12;
const WINDOW = 14;
const CHECKSUM = 16;
const URGENT_POINTER = 18;
const OPTIONS = 20;

const MIN_HEADER_BYTES = 20;

export interface TcpHeader {
  readonly kind: 'tcp';
  readonly range: ByteRange;
  readonly sourcePort: number;
  readonly destinationPort: number;
  readonly sequence: number;
  readonly acknowledgment: number;
  /** The 12 bits after the data offset. */
  readonly flags: number;
  /** Raw, not scaled. */
  readonly windowBytes: number;
  readonly urgentPointer: number;
  readonly options: readonly TcpOption[];
  /** Damage inside the options; the rest of the header stands. */
  readonly optionsProblem: DecodeError | null;
  readonly body: Body;
}

/**
 * Decodes the TCP header at the start of `body`, options included. Where the capture cut the packet inside the options
 * (short snaplen), the fixed header and the options before the cut are kept.
 */
export function decodeTcp(frame: DataView, { offset, length, missingBytes }: Body): Decoded<TcpHeader> {
  if (length < MIN_HEADER_BYTES) {
    return truncated('tcp', offset, MIN_HEADER_BYTES, length);
  }
  const dataOffsetAndFlags = frame.getUint16(offset + DATA_OFFSET_AND_FLAGS);
  const headerBytes = (dataOffsetAndFlags >>> 12) * 4;
  if (headerBytes < MIN_HEADER_BYTES) {
    const rule = 'at least 20 (RFC 9293 §3.1)';
    return malformed('tcp', offset + DATA_OFFSET_AND_FLAGS, 'data offset', headerBytes, rule);
  }
  const wireBytes = length + missingBytes;
  if (wireBytes < headerBytes) {
    return truncated('tcp', offset, headerBytes, length);
  }
  const keptBytes = Math.min(headerBytes, length);
  const options = decodeTcpOptions(frame, optionsRange(offset, keptBytes));
  const cut = keptBytes < headerBytes ? truncated('tcp', offset, headerBytes, length).error : null;
  return {
    ok: true,
    header: {
      kind: 'tcp',
      range: { offset, length: keptBytes },
      sourcePort: frame.getUint16(offset + SOURCE_PORT),
      destinationPort: frame.getUint16(offset + DESTINATION_PORT),
      sequence: frame.getUint32(offset + SEQUENCE),
      acknowledgment: frame.getUint32(offset + ACKNOWLEDGMENT),
      flags: dataOffsetAndFlags & 0x0fff,
      windowBytes: frame.getUint16(offset + WINDOW),
      urgentPointer: frame.getUint16(offset + URGENT_POINTER),
      options: options.located.map(({ option }) => option),
      optionsProblem: cut ?? options.problem,
      body: {
        offset: offset + keptBytes,
        length: length - keptBytes,
        missingBytes: wireBytes - headerBytes - (length - keptBytes),
      },
    },
  };
}

function optionsRange(offset: number, headerBytes: number): ByteRange {
  return { offset: offset + OPTIONS, length: headerBytes - MIN_HEADER_BYTES };
}

/** Gives a decoded header as a tree of fields, each with its bytes in the frame. */
export function describeTcp(frame: DataView, header: TcpHeader): PacketField {
  const { offset, length } = header.range;
  const flags = flagText(header.flags);
  const dataOffsetBytes = (frame.getUint8(offset + DATA_OFFSET_AND_FLAGS) >>> 4) * 4;
  const title = `${header.sourcePort} > ${header.destinationPort} [${flags}]`;
  return field('Transmission Control Protocol', title, offset, length, {
    reference: 'RFC 9293 §3.1',
    fields: [
      field('Source port', header.sourcePort, offset + SOURCE_PORT, 2),
      field('Destination port', header.destinationPort, offset + DESTINATION_PORT, 2),
      field('Sequence number', header.sequence, offset + SEQUENCE, 4, { reference: 'RFC 9293 §3.4' }),
      field('Acknowledgment number', header.acknowledgment, offset + ACKNOWLEDGMENT, 4, { reference: 'RFC 9293 §3.4' }),
      field('Data offset', bytesText(dataOffsetBytes), offset + DATA_OFFSET_AND_FLAGS, 1),
      field('Flags', `${hex(header.flags, 3)} [${flags}]`, offset + DATA_OFFSET_AND_FLAGS, 2, {
        fields: flagFields(header.flags, offset + DATA_OFFSET_AND_FLAGS),
      }),
      field('Window', bytesText(header.windowBytes), offset + WINDOW, 2, { reference: 'RFC 9293 §3.8.6' }),
      field('Checksum', hex(frame.getUint16(offset + CHECKSUM), 4), offset + CHECKSUM, 2),
      field('Urgent pointer', header.urgentPointer, offset + URGENT_POINTER, 2, { reference: 'RFC 9293 §3.8.5' }),
      ...optionFields(frame, optionsRange(offset, length)),
    ],
  });
}

function flagFields(flags: number, offset: number): PacketField[] {
  const flag = (name: string, bit: number) => flagField(name, (flags & bit) !== 0, bit > 0xff ? offset : offset + 1);
  return [
    field('Reserved', hex(flags >>> 9, 1), offset, 1),
    { ...flag('AE', TCP_FLAG.ae), reference: 'RFC 9768 §3.1' },
    { ...flag('CWR', TCP_FLAG.cwr), reference: 'RFC 3168 §6.1' },
    { ...flag('ECE', TCP_FLAG.ece), reference: 'RFC 3168 §6.1' },
    flag('URG', TCP_FLAG.urg),
    flag('ACK', TCP_FLAG.ack),
    flag('PSH', TCP_FLAG.psh),
    flag('RST', TCP_FLAG.rst),
    flag('SYN', TCP_FLAG.syn),
    flag('FIN', TCP_FLAG.fin),
  ];
}

function optionFields(frame: DataView, range: ByteRange): PacketField[] {
  if (range.length === 0) {
    return [];
  }
  const { located } = decodeTcpOptions(frame, range);
  const fields = located.map(({ option, range: at, reference }) =>
    field(`${option.name} (kind ${option.kind})`, option.value, at.offset, at.length, { reference }),
  );
  return [
    field('Options', bytesText(range.length), range.offset, range.length, { fields, reference: 'RFC 9293 §3.1' }),
  ];
}
