import type { Body, ByteRange, Decoded } from './decode-error';
import { malformed, truncated } from './decode-error';
import { bytesText, field, hex } from './field';
import type { PacketField } from './packet-detail';

// Byte offsets in the UDP header, RFC 768.
const SOURCE_PORT = 0;
const DESTINATION_PORT = 2;
const LENGTH = 4;
const CHECKSUM = 6;

const UDP_HEADER_BYTES = 8;

export interface UdpHeader {
  readonly kind: 'udp';
  readonly range: ByteRange;
  readonly sourcePort: number;
  readonly destinationPort: number;
  /** Header and payload, in bytes, as the sender wrote it. */
  readonly lengthBytes: number;
  /** 0 means the sender computed none (RFC 768). */
  readonly checksum: number;
  readonly body: Body;
}

/**
 * Decodes the UDP header at the start of `body`. Its length field bounds the payload; what a first fragment leaves to
 * the others counts as missing.
 */
export function decodeUdp(frame: DataView, { offset, length, missingBytes }: Body): Decoded<UdpHeader> {
  if (length < UDP_HEADER_BYTES) {
    return truncated('udp', offset, UDP_HEADER_BYTES, length);
  }

  // From here every read is inside the body, so none can fail.
  const lengthBytes = frame.getUint16(offset + LENGTH);
  if (lengthBytes < UDP_HEADER_BYTES && lengthBytes !== 0) {
    const rule = 'at least 8 (RFC 768), or 0 for a jumbogram (RFC 2675 §4)';
    return malformed('udp', offset + LENGTH, 'length', lengthBytes, rule);
  }

  const declaredBytes = lengthBytes === 0 ? length + missingBytes : lengthBytes;
  const capturedBytes = Math.min(declaredBytes, length);
  return {
    ok: true,
    header: {
      kind: 'udp',
      range: { offset, length: UDP_HEADER_BYTES },
      sourcePort: frame.getUint16(offset + SOURCE_PORT),
      destinationPort: frame.getUint16(offset + DESTINATION_PORT),
      lengthBytes,
      checksum: frame.getUint16(offset + CHECKSUM),
      body: {
        offset: offset + UDP_HEADER_BYTES,
        length: capturedBytes - UDP_HEADER_BYTES,
        missingBytes: declaredBytes - capturedBytes,
      },
    },
  };
}

/** Gives a decoded header as a tree of fields, each with its bytes in the frame. */
export function describeUdp(header: UdpHeader): PacketField {
  const { offset, length } = header.range;
  const checksum = header.checksum === 0 ? '0x0000 (none)' : hex(header.checksum, 4);
  return field('User Datagram Protocol', `${header.sourcePort} > ${header.destinationPort}`, offset, length, {
    reference: 'RFC 768',
    fields: [
      field('Source port', header.sourcePort, offset + SOURCE_PORT, 2),
      field('Destination port', header.destinationPort, offset + DESTINATION_PORT, 2),
      field('Length', bytesText(header.lengthBytes), offset + LENGTH, 2),
      field('Checksum', checksum, offset + CHECKSUM, 2),
    ],
  });
}
