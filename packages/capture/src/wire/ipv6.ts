import { ipv6Text } from './address-text';
import type { Body, ByteRange, Decoded } from './decode-error';
import { malformed, truncated } from './decode-error';
import { bytesText, field, hex } from './field';
import { IP_PROTOCOL, ipProtocolName } from './ip-protocol';
import type { PacketField } from './packet-detail';

// Byte offsets in the IPv6 header, RFC 8200 §3.
const VERSION_CLASS_AND_FLOW = 0;
const PAYLOAD_LENGTH = 4;
const NEXT_HEADER = 6;
const HOP_LIMIT = 7;
const SOURCE = 8;
const DESTINATION = 24;

const IPV6_HEADER_BYTES = 40;
const ADDRESS_BYTES = 16;

export interface Ipv6Header {
  readonly kind: 'ipv6';
  readonly range: ByteRange;
  /** Bytes after this header as the sender wrote them; 0 in a jumbogram and where the network card does the splitting. */
  readonly payloadLengthBytes: number;
  readonly nextHeader: number;
  readonly nextHeaderOffset: number;
  readonly source: string;
  readonly destination: string;
  readonly body: Body;
}

/**
 * Decodes the IPv6 header at the start of `body`, without extension headers. A payload length of 0 before another
 * header stands for all that the link layer carried: a jumbogram (RFC 2675 §3), or a packet before its segmentation.
 */
export function decodeIpv6(frame: DataView, { offset, length, missingBytes }: Body): Decoded<Ipv6Header> {
  if (length < IPV6_HEADER_BYTES) {
    return truncated('ipv6', offset, IPV6_HEADER_BYTES, length);
  }
  const version = frame.getUint8(offset) >>> 4;
  if (version !== 6) {
    return malformed('ipv6', offset, 'version', version, '6 (RFC 8200 §3)');
  }
  const payloadLengthBytes = frame.getUint16(offset + PAYLOAD_LENGTH);
  const nextHeader = frame.getUint8(offset + NEXT_HEADER);
  const availableBytes = length - IPV6_HEADER_BYTES;
  const isLeftOpen = payloadLengthBytes === 0 && nextHeader !== IP_PROTOCOL.noNextHeader;
  const wireBytes = isLeftOpen ? availableBytes + missingBytes : payloadLengthBytes;
  const capturedBytes = Math.min(wireBytes, availableBytes);
  return {
    ok: true,
    header: {
      kind: 'ipv6',
      range: { offset, length: IPV6_HEADER_BYTES },
      payloadLengthBytes,
      nextHeader,
      nextHeaderOffset: offset + NEXT_HEADER,
      source: ipv6Text(frame, offset + SOURCE),
      destination: ipv6Text(frame, offset + DESTINATION),
      body: { offset: offset + IPV6_HEADER_BYTES, length: capturedBytes, missingBytes: wireBytes - capturedBytes },
    },
  };
}

/** Gives a decoded header as a tree of fields, each with its bytes in the frame. */
export function describeIpv6(frame: DataView, header: Ipv6Header): PacketField {
  const { offset, length } = header.range;
  const word = frame.getUint32(offset + VERSION_CLASS_AND_FLOW);
  const trafficClass = (word >>> 20) & 0xff;
  return field('Internet Protocol version 6', `${header.source} > ${header.destination}`, offset, length, {
    reference: 'RFC 8200 §3',
    fields: [
      field('Version', 6, offset, 1),
      field('Differentiated services', trafficClass >>> 2, offset, 2, { reference: 'RFC 2474 §3' }),
      field('Explicit congestion notification', trafficClass & 0x03, offset + 1, 1, { reference: 'RFC 3168 §5' }),
      field('Flow label', hex(word & 0xfffff, 5), offset + 1, 3, { reference: 'RFC 6437 §2' }),
      field('Payload length', bytesText(header.payloadLengthBytes), offset + PAYLOAD_LENGTH, 2),
      field('Next header', `${header.nextHeader} (${ipProtocolName(header.nextHeader)})`, offset + NEXT_HEADER, 1),
      field('Hop limit', frame.getUint8(offset + HOP_LIMIT), offset + HOP_LIMIT, 1),
      field('Source address', header.source, offset + SOURCE, ADDRESS_BYTES),
      field('Destination address', header.destination, offset + DESTINATION, ADDRESS_BYTES),
    ],
  });
}
