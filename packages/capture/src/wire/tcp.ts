import type { ByteRange } from './decode-error';
import { bitField, bytesText, field, flagField, hex } from './field';
import type { TcpFields } from './packet';
import type { PacketField } from './packet-detail';
import { TRANSPORT } from './packet-facts';
import { scanPorts } from './ports';
import type { Step } from './step';
import { STEP } from './step';
import { flagText, TCP_FLAG } from './tcp-flags';
import { decodeTcpOptions, describeTcpOptions, findDamagedOption, optionProblem } from './tcp-options';
import type { Walk } from './walk';

// Byte offsets in the TCP header, RFC 9293 §3.1.
export const TCP_OFFSET = {
  sourcePort: 0,
  destinationPort: 2,
  sequence: 4,
  acknowledgment: 8,
  dataOffsetAndFlags: 12,
  window: 14,
  checksum: 16,
  urgentPointer: 18,
  options: 20,
} as const;

export const MIN_TCP_HEADER_BYTES = 20;

/**
 * Passes the TCP header, options included. Where the capture cut the packet inside the options (short snaplen), or an
 * option is damaged, the fixed header stands and there is a problem.
 */
export function scanTcp(walk: Walk): Step {
  const { view, offset, facts, capturedEnd } = walk;
  scanPorts(walk);
  if (capturedEnd - offset < MIN_TCP_HEADER_BYTES) {
    return walk.truncated('tcp', offset, MIN_TCP_HEADER_BYTES);
  }
  const dataOffsetAndFlags = view.getUint16(offset + TCP_OFFSET.dataOffsetAndFlags);
  const headerBytes = (dataOffsetAndFlags >>> 12) * 4;
  if (headerBytes < MIN_TCP_HEADER_BYTES) {
    const rule = 'at least 20 (RFC 9293 §3.1)';
    return walk.malformed('tcp', offset + TCP_OFFSET.dataOffsetAndFlags, 'data offset', headerBytes, rule);
  }
  facts.transportOffset = offset;
  facts.sequence = view.getUint32(offset + TCP_OFFSET.sequence);
  facts.acknowledgment = view.getUint32(offset + TCP_OFFSET.acknowledgment);
  facts.flags = dataOffsetAndFlags & 0x0fff;
  facts.windowBytes = view.getUint16(offset + TCP_OFFSET.window);
  facts.checksum = view.getUint16(offset + TCP_OFFSET.checksum);
  if (offset + headerBytes > capturedEnd) {
    return explainCut(walk, headerBytes);
  }
  facts.transport = TRANSPORT.tcp;
  facts.payloadBytes = walk.wireEnd - offset - headerBytes;
  walk.offset = offset + headerBytes;
  return headerBytes === MIN_TCP_HEADER_BYTES ? STEP.end : stepAfterOptions(walk, offset + TCP_OFFSET.options);
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
  const dataOffsetAndFlags = frame.getUint16(offset + TCP_OFFSET.dataOffsetAndFlags);
  const headerEnd = Math.min(offset + (dataOffsetAndFlags >>> 12) * 4, capturedEnd);
  const flags = dataOffsetAndFlags & 0x0fff;
  return {
    flags,
    flagText: flagText(flags),
    sequence: frame.getUint32(offset + TCP_OFFSET.sequence),
    acknowledgment: frame.getUint32(offset + TCP_OFFSET.acknowledgment),
    windowBytes: frame.getUint16(offset + TCP_OFFSET.window),
    ...((flags & TCP_FLAG.urg) !== 0 && { urgentPointer: frame.getUint16(offset + TCP_OFFSET.urgentPointer) }),
    options: decodeTcpOptions(frame, optionsRange(offset, headerEnd - offset)).map(({ option }) => option),
  };
}

function optionsRange(offset: number, headerBytes: number): ByteRange {
  return { offset: offset + TCP_OFFSET.options, length: headerBytes - MIN_TCP_HEADER_BYTES };
}

/** Gives the header as a tree of fields, each with its bytes in the frame. */
export function describeTcp(frame: DataView, { offset, length }: ByteRange): PacketField {
  const sourcePort = frame.getUint16(offset + TCP_OFFSET.sourcePort);
  const destinationPort = frame.getUint16(offset + TCP_OFFSET.destinationPort);
  const dataOffsetAndFlags = frame.getUint16(offset + TCP_OFFSET.dataOffsetAndFlags);
  const dataOffsetBytes = (dataOffsetAndFlags >>> 12) * 4;
  const flags = dataOffsetAndFlags & 0x0fff;
  const letters = flagText(flags);
  const title = `${sourcePort} > ${destinationPort} [${letters}]`;
  return field('Transmission Control Protocol', title, offset, length, {
    reference: 'RFC 9293 §3.1',
    fields: [
      field('Source port', sourcePort, offset + TCP_OFFSET.sourcePort, 2),
      field('Destination port', destinationPort, offset + TCP_OFFSET.destinationPort, 2),
      field('Sequence number', frame.getUint32(offset + TCP_OFFSET.sequence), offset + TCP_OFFSET.sequence, 4, {
        reference: 'RFC 9293 §3.4',
      }),
      field(
        'Acknowledgment number',
        frame.getUint32(offset + TCP_OFFSET.acknowledgment),
        offset + TCP_OFFSET.acknowledgment,
        4,
        {
          reference: 'RFC 9293 §3.4',
        },
      ),
      bitField('Data offset', bytesText(dataOffsetBytes), offset + TCP_OFFSET.dataOffsetAndFlags, 0, 4),
      bitField('Flags', `${hex(flags, 3)} [${letters}]`, offset + TCP_OFFSET.dataOffsetAndFlags, 4, 12, {
        fields: flagFields(frame, offset + TCP_OFFSET.dataOffsetAndFlags),
      }),
      field('Window', bytesText(frame.getUint16(offset + TCP_OFFSET.window)), offset + TCP_OFFSET.window, 2, {
        reference: 'RFC 9293 §3.8.6',
      }),
      field('Checksum', hex(frame.getUint16(offset + TCP_OFFSET.checksum), 4), offset + TCP_OFFSET.checksum, 2),
      field(
        'Urgent pointer',
        frame.getUint16(offset + TCP_OFFSET.urgentPointer),
        offset + TCP_OFFSET.urgentPointer,
        2,
        {
          reference: 'RFC 9293 §3.8.5',
        },
      ),
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
