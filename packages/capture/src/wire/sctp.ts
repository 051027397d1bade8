import type { ByteRange } from './decode-error';
import { field, hex } from './field';
import type { PacketField } from './packet-detail';
import { scanPorts } from './ports';
import type { Step } from './step';
import { STEP } from './step';
import type { Walk } from './walk';

// Byte offsets in the common header, RFC 9260 §3.1.
const SOURCE_PORT = 0;
const DESTINATION_PORT = 2;
const VERIFICATION_TAG = 4;
const CHECKSUM = 8;

const SCTP_HEADER_BYTES = 12;

/** Passes SCTP's common header. Its chunks are not decoded, which the step before has said. */
export function scanSctp(walk: Walk): Step {
  scanPorts(walk);
  if (walk.capturedEnd - walk.offset < SCTP_HEADER_BYTES) {
    return walk.truncated('sctp', walk.offset, SCTP_HEADER_BYTES);
  }
  walk.offset += SCTP_HEADER_BYTES;
  return STEP.end;
}

/** Gives the header as a tree of fields, each with its bytes in the frame. */
export function describeSctp(frame: DataView, { offset, length }: ByteRange): PacketField {
  const sourcePort = frame.getUint16(offset + SOURCE_PORT);
  const destinationPort = frame.getUint16(offset + DESTINATION_PORT);
  return field('Stream Control Transmission Protocol', `${sourcePort} > ${destinationPort}`, offset, length, {
    reference: 'RFC 9260 §3.1',
    fields: [
      field('Source port', sourcePort, offset + SOURCE_PORT, 2),
      field('Destination port', destinationPort, offset + DESTINATION_PORT, 2),
      field('Verification tag', hex(frame.getUint32(offset + VERIFICATION_TAG), 8), offset + VERIFICATION_TAG, 4),
      field('Checksum', hex(frame.getUint32(offset + CHECKSUM), 8), offset + CHECKSUM, 4),
    ],
  });
}
