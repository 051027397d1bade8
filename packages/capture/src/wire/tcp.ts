import type { ByteRange } from './decode-error';
import { bitField, bytesText, field, flagField, hex } from './field';
import type { TcpFields } from './packet';
import type { PacketField } from './packet-detail';
import { TRANSPORT } from './packet-facts';
import { scanPorts } from './ports';
import type { Step } from './step';
import { STEP } from './step';
import { flagText } from './tcp-flags';
import { decodeTcpOptions, describeTcpOptions, findDamagedOption, optionProblem } from './tcp-options';
import type { Walk } from './walk';

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

/**
 * Passes the TCP header, options included. Where the capture cut the packet inside the options (short snaplen), or an
 * option is damaged, the fixed header stands and there is a problem.
 */
export function scanTcp(walk: Walk): Step {
  const { view, offset, facts, capturedEnd } = walk;
  scanPorts(walk);
  if (capturedEnd - offset < MIN_HEADER_BYTES) {
    return walk.truncated('tcp', offset, MIN_HEADER_BYTES);
  }
  const dataOffsetAndFlags = view.getUint16(offset + DATA_OFFSET_AND_FLAGS);
  const headerBytes = (dataOffsetAndFlags >>> 12) * 4;
  if (headerBytes < MIN_HEADER_BYTES) {
    const rule = 'at least 20 (RFC 9293 §3.1)';
    return walk.malformed('tcp', offset + DATA_OFFSET_AND_FLAGS, 'data offset', headerBytes, rule);
  }
  facts.transportOffset = offset;
  facts.sequence = view.getUint32(offset + SEQUENCE);
  facts.acknowledgment = view.getUint32(offset + ACKNOWLEDGMENT);
  facts.flags = dataOffsetAndFlags & 0x0fff;
  facts.windowBytes = view.getUint16(offset + WINDOW);
  facts.checksum = view.getUint16(offset + CHECKSUM);
  if (offset + headerBytes > capturedEnd) {
    return explainCut(walk, headerBytes);
  }
  facts.transport = TRANSPORT.tcp;
  facts.payloadBytes = walk.wireEnd - offset - headerBytes;
  walk.offset = offset + headerBytes;
  return headerBytes === MIN_HEADER_BYTES ? STEP.end : stepAfterOptions(walk, offset + OPTIONS);
}

/** A header that the sender did not send as a whole is none; one that the capture cut is one, with its payload's length. */
function explainCut(walk: Walk, headerBytes: number): Step {
  const { offset, facts } = walk;
  const payloadBytes = walk.wireEnd - offset - headerBytes;
  if (payloadBytes >= 0) {
    facts.transport = TRANSPORT.tcp;
    facts.payloadBytes = payloadBytes;
  }
  walk.offset = walk.capturedEnd;
  return walk.truncated('tcp', offset, headerBytes);
}

function stepAfterOptions(walk: Walk, optionsOffset: number): Step {
  const damaged = findDamagedOption(walk.view, optionsOffset, walk.offset);
  return damaged < 0 ? STEP.end : walk.stop(optionProblem(walk.view, damaged, walk.offset, walk.frameStart));
}

/**
 * Gives the fields of the header at `offset`, whose fixed part is there as a whole.
 *
 * @param capturedEnd End of the frame's bytes: options that lie beyond it are left out.
 */
export function tcpFields(frame: DataView, offset: number, capturedEnd: number): TcpFields {
  const dataOffsetAndFlags = frame.getUint16(offset + DATA_OFFSET_AND_FLAGS);
  const headerEnd = Math.min(offset + (dataOffsetAndFlags >>> 12) * 4, capturedEnd);
  const flags = dataOffsetAndFlags & 0x0fff;
  return {
    flags,
    flagText: flagText(flags),
    sequence: frame.getUint32(offset + SEQUENCE),
    acknowledgment: frame.getUint32(offset + ACKNOWLEDGMENT),
    windowBytes: frame.getUint16(offset + WINDOW),
    options: decodeTcpOptions(frame, optionsRange(offset, headerEnd - offset)).map(({ option }) => option),
  };
}

function optionsRange(offset: number, headerBytes: number): ByteRange {
  return { offset: offset + OPTIONS, length: headerBytes - MIN_HEADER_BYTES };
}

/** Gives the header as a tree of fields, each with its bytes in the frame. */
export function describeTcp(frame: DataView, { offset, length }: ByteRange): PacketField {
  const sourcePort = frame.getUint16(offset + SOURCE_PORT);
  const destinationPort = frame.getUint16(offset + DESTINATION_PORT);
  const dataOffsetAndFlags = frame.getUint16(offset + DATA_OFFSET_AND_FLAGS);
  const dataOffsetBytes = (dataOffsetAndFlags >>> 12) * 4;
  const flags = dataOffsetAndFlags & 0x0fff;
  const letters = flagText(flags);
  const title = `${sourcePort} > ${destinationPort} [${letters}]`;
  return field('Transmission Control Protocol', title, offset, length, {
    reference: 'RFC 9293 §3.1',
    fields: [
      field('Source port', sourcePort, offset + SOURCE_PORT, 2),
      field('Destination port', destinationPort, offset + DESTINATION_PORT, 2),
      field('Sequence number', frame.getUint32(offset + SEQUENCE), offset + SEQUENCE, 4, {
        reference: 'RFC 9293 §3.4',
      }),
      field('Acknowledgment number', frame.getUint32(offset + ACKNOWLEDGMENT), offset + ACKNOWLEDGMENT, 4, {
        reference: 'RFC 9293 §3.4',
      }),
      bitField('Data offset', bytesText(dataOffsetBytes), offset + DATA_OFFSET_AND_FLAGS, 0, 4),
      bitField('Flags', `${hex(flags, 3)} [${letters}]`, offset + DATA_OFFSET_AND_FLAGS, 4, 12, {
        fields: flagFields(frame, offset + DATA_OFFSET_AND_FLAGS),
      }),
      field('Window', bytesText(frame.getUint16(offset + WINDOW)), offset + WINDOW, 2, {
        reference: 'RFC 9293 §3.8.6',
      }),
      field('Checksum', hex(frame.getUint16(offset + CHECKSUM), 4), offset + CHECKSUM, 2),
      field('Urgent pointer', frame.getUint16(offset + URGENT_POINTER), offset + URGENT_POINTER, 2, {
        reference: 'RFC 9293 §3.8.5',
      }),
      ...describeTcpOptions(frame, optionsRange(offset, length)),
    ],
  });
}

function flagFields(frame: DataView, offset: number): PacketField[] {
  const accurateEcn = { reference: 'RFC 9768 §3.1' };
  const ecn = { reference: 'RFC 3168 §6.1' };
  return [
    bitField('Reserved', hex((frame.getUint8(offset) >>> 1) & 0x07, 1), offset, 4, 3),
    flagField(frame, 'AE', offset, 7, accurateEcn),
    flagField(frame, 'CWR', offset, 8, ecn),
    flagField(frame, 'ECE', offset, 9, ecn),
    flagField(frame, 'URG', offset, 10),
    flagField(frame, 'ACK', offset, 11),
    flagField(frame, 'PSH', offset, 12),
    flagField(frame, 'RST', offset, 13),
    flagField(frame, 'SYN', offset, 14),
    flagField(frame, 'FIN', offset, 15),
  ];
}
