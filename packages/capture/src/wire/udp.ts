import type { ByteRange } from './decode-error';
import { bytesText, field, hex } from './field';
import type { PacketField } from './packet-detail';
import { TRANSPORT } from './packet-facts';
import { scanPorts } from './ports';
import type { Step } from './step';
import { stepAfterPorts } from './udp-tunnel';
import type { Walk } from './walk';

// Byte offsets in the UDP header, RFC 768.
export const UDP_OFFSET = { sourcePort: 0, destinationPort: 2, length: 4, checksum: 6 } as const;

export const UDP_HEADER_BYTES = 8;

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
  const lengthBytes = view.getUint16(offset + UDP_OFFSET.length);
  const isJumbogram = lengthBytes === 0 && facts.ipVersion === 6;
  if (lengthBytes < UDP_HEADER_BYTES && !isJumbogram) {
    const rule = 'at least 8 (RFC 768), or 0 for a jumbogram of IPv6 (RFC 2675 §4)';
    return walk.malformed('udp', offset + UDP_OFFSET.length, 'length', lengthBytes, rule);
  }
  facts.transport = TRANSPORT.udp;
  facts.transportOffset = offset;
  facts.checksum = view.getUint16(offset + UDP_OFFSET.checksum);
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
  const sourcePort = frame.getUint16(offset + UDP_OFFSET.sourcePort);
  const destinationPort = frame.getUint16(offset + UDP_OFFSET.destinationPort);
  const checksum = frame.getUint16(offset + UDP_OFFSET.checksum);
  const checksumText = checksum === 0 ? '0x0000 (none)' : hex(checksum, 4);
  return field('User Datagram Protocol', `${sourcePort} > ${destinationPort}`, offset, length, {
    reference: 'RFC 768',
    fields: [
      field('Source port', sourcePort, offset + UDP_OFFSET.sourcePort, 2),
      field('Destination port', destinationPort, offset + UDP_OFFSET.destinationPort, 2),
      field('Length', bytesText(frame.getUint16(offset + UDP_OFFSET.length)), offset + UDP_OFFSET.length, 2),
      field('Checksum', checksumText, offset + UDP_OFFSET.checksum, 2),
    ],
  });
}
