import type { ByteRange } from './decode-error';
import { bytesText, field, hex } from './field';
import type { PacketField } from './packet-detail';
import { TRANSPORT } from './packet-facts';
import { scanPorts } from './ports';
import type { Step } from './step';
import { stepAfterPorts } from './udp-tunnel';
import type { Walk } from './walk';

// Byte offsets in the UDP header, RFC 768.
const SOURCE_PORT = 0;
const DESTINATION_PORT = 2;
const LENGTH = 4;
const CHECKSUM = 6;

const UDP_HEADER_BYTES = 8;

/**
 * Passes the UDP header. Its length field says how much payload there is, also where a first fragment leaves some of it
 * to the others.
 */
export function scanUdp(walk: Walk): Step {
  const { view, offset, facts } = walk;
  scanPorts(walk);
  if (walk.capturedEnd - offset < UDP_HEADER_BYTES) {
    return walk.truncated('udp', offset, UDP_HEADER_BYTES);
  }
  const lengthBytes = view.getUint16(offset + LENGTH);
  const isJumbogram = lengthBytes === 0 && facts.ipVersion === 6;
  if (lengthBytes < UDP_HEADER_BYTES && !isJumbogram) {
    const rule = 'at least 8 (RFC 768), or 0 for a jumbogram of IPv6 (RFC 2675 §4)';
    return walk.malformed('udp', offset + LENGTH, 'length', lengthBytes, rule);
  }
  facts.transport = TRANSPORT.udp;
  facts.transportOffset = offset;
  facts.checksum = view.getUint16(offset + CHECKSUM);
  walk.offset = offset + UDP_HEADER_BYTES;
  if (isJumbogram) {
    facts.payloadBytes = walk.wireEnd - walk.offset;
  } else {
    facts.payloadBytes = lengthBytes - UDP_HEADER_BYTES;
    walk.endAt(offset + lengthBytes);
  }
  return stepAfterPorts(walk);
}

/** Gives the header as a tree of fields, each with its bytes in the frame. */
export function describeUdp(frame: DataView, { offset, length }: ByteRange): PacketField {
  const sourcePort = frame.getUint16(offset + SOURCE_PORT);
  const destinationPort = frame.getUint16(offset + DESTINATION_PORT);
  const checksum = frame.getUint16(offset + CHECKSUM);
  const checksumText = checksum === 0 ? '0x0000 (none)' : hex(checksum, 4);
  return field('User Datagram Protocol', `${sourcePort} > ${destinationPort}`, offset, length, {
    reference: 'RFC 768',
    fields: [
      field('Source port', sourcePort, offset + SOURCE_PORT, 2),
      field('Destination port', destinationPort, offset + DESTINATION_PORT, 2),
      field('Length', bytesText(frame.getUint16(offset + LENGTH)), offset + LENGTH, 2),
      field('Checksum', checksumText, offset + CHECKSUM, 2),
    ],
  });
}
