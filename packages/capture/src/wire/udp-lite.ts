import type { ByteRange } from './decode-error';
import { bytesText, field, hex } from './field';
import type { PacketField } from './packet-detail';
import { scanPorts } from './ports';
import type { Step } from './step';
import { STEP } from './step';
import type { Walk } from './walk';

// Byte offsets in the UDP-Lite header, RFC 3828 §3.1.
const SOURCE_PORT = 0;
const DESTINATION_PORT = 2;
const CHECKSUM_COVERAGE = 4;
const CHECKSUM = 6;

const UDP_LITE_HEADER_BYTES = 8;

/** Passes the UDP-Lite header. That it counts as no transport here, the step before has said. */
export function scanUdpLite(walk: Walk): Step {
  scanPorts(walk);
  if (walk.capturedEnd - walk.offset < UDP_LITE_HEADER_BYTES) {
    return walk.truncated('udp-lite', walk.offset, UDP_LITE_HEADER_BYTES);
  }
  walk.offset += UDP_LITE_HEADER_BYTES;
  return STEP.end;
}

/** Gives the header as a tree of fields, each with its bytes in the frame. */
export function describeUdpLite(frame: DataView, { offset, length }: ByteRange): PacketField {
  const sourcePort = frame.getUint16(offset + SOURCE_PORT);
  const destinationPort = frame.getUint16(offset + DESTINATION_PORT);
  const coverage = frame.getUint16(offset + CHECKSUM_COVERAGE);
  return field('Lightweight User Datagram Protocol', `${sourcePort} > ${destinationPort}`, offset, length, {
    reference: 'RFC 3828 §3.1',
    fields: [
      field('Source port', sourcePort, offset + SOURCE_PORT, 2),
      field('Destination port', destinationPort, offset + DESTINATION_PORT, 2),
      field('Checksum coverage', coverage === 0 ? 'all' : bytesText(coverage), offset + CHECKSUM_COVERAGE, 2),
      field('Checksum', hex(frame.getUint16(offset + CHECKSUM), 4), offset + CHECKSUM, 2),
    ],
  });
}
