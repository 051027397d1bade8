import { ipv6Text } from './address-text';
import type { ByteRange } from './decode-error';
import { bitField, bytesText, field, hex } from './field';
import { IP_PROTOCOL, ipProtocolName, stepAfterProtocol } from './ip-protocol';
import type { PacketField } from './packet-detail';
import type { Step } from './step';
import type { Walk } from './walk';

// Byte offsets in the IPv6 header, RFC 8200 §3.
export const IPV6_OFFSET = {
  versionClassAndFlow: 0,
  payloadLength: 4,
  nextHeader: 6,
  hopLimit: 7,
  source: 8,
  destination: 24,
} as const;

export const IPV6_HEADER_BYTES = 40;
const ADDRESS_BYTES = 16;

/**
 * Passes the IPv6 header, without extension headers. A payload length of 0 before another header stands for all that
 * the link layer carried: a jumbogram (RFC 2675 §3), or a packet before its segmentation.
 */
export function scanIpv6(walk: Walk): Step {
  const { view, offset, facts } = walk;
  if (walk.capturedEnd - offset < IPV6_HEADER_BYTES) {
    return walk.truncated('ipv6', offset, IPV6_HEADER_BYTES);
  }
  const version = view.getUint8(offset) >>> 4;
  if (version !== 6) {
    return walk.malformed('ipv6', offset, 'version', version, '6 (RFC 8200 §3)');
  }
  facts.clearHeaders();
  facts.ipVersion = 6;
  facts.source0 = view.getUint32(offset + IPV6_OFFSET.source);
  facts.source1 = view.getUint32(offset + IPV6_OFFSET.source + 4);
  facts.source2 = view.getUint32(offset + IPV6_OFFSET.source + 8);
  facts.source3 = view.getUint32(offset + IPV6_OFFSET.source + 12);
  facts.destination0 = view.getUint32(offset + IPV6_OFFSET.destination);
  facts.destination1 = view.getUint32(offset + IPV6_OFFSET.destination + 4);
  facts.destination2 = view.getUint32(offset + IPV6_OFFSET.destination + 8);
  facts.destination3 = view.getUint32(offset + IPV6_OFFSET.destination + 12);
  const nextHeader = view.getUint8(offset + IPV6_OFFSET.nextHeader);
  facts.ipProtocol = nextHeader;

  walk.offset = offset + IPV6_HEADER_BYTES;
  const payloadLengthBytes = view.getUint16(offset + IPV6_OFFSET.payloadLength);
  if (payloadLengthBytes !== 0 || nextHeader === IP_PROTOCOL.noNextHeader) {
    walk.endAt(offset + IPV6_HEADER_BYTES + payloadLengthBytes);
  }
  return stepAfterProtocol(walk, 'ipv6', offset + IPV6_OFFSET.nextHeader, nextHeader);
}

/** Gives the header as a tree of fields, each with its bytes in the frame. */
export function describeIpv6(frame: DataView, { offset, length }: ByteRange): PacketField {
  const nextHeader = frame.getUint8(offset + IPV6_OFFSET.nextHeader);
  const source = ipv6Text(frame, offset + IPV6_OFFSET.source);
  const destination = ipv6Text(frame, offset + IPV6_OFFSET.destination);
  const word = frame.getUint32(offset + IPV6_OFFSET.versionClassAndFlow);
  const trafficClass = (word >>> 20) & 0xff;
  return field('Internet Protocol version 6', `${source} > ${destination}`, offset, length, {
    reference: 'RFC 8200 §3',
    fields: [
      bitField('Version', 6, offset, 0, 4),
      bitField('Differentiated services', trafficClass >>> 2, offset, 4, 6, { reference: 'RFC 2474 §3' }),
      bitField('Explicit congestion notification', trafficClass & 0x03, offset, 10, 2, { reference: 'RFC 3168 §5' }),
      bitField('Flow label', hex(word & 0xfffff, 5), offset, 12, 20, { reference: 'RFC 6437 §2' }),
      field(
        'Payload length',
        bytesText(frame.getUint16(offset + IPV6_OFFSET.payloadLength)),
        offset + IPV6_OFFSET.payloadLength,
        2,
      ),
      field('Next header', `${nextHeader} (${ipProtocolName(nextHeader)})`, offset + IPV6_OFFSET.nextHeader, 1),
      field('Hop limit', frame.getUint8(offset + IPV6_OFFSET.hopLimit), offset + IPV6_OFFSET.hopLimit, 1),
      field('Source address', source, offset + IPV6_OFFSET.source, ADDRESS_BYTES),
      field('Destination address', destination, offset + IPV6_OFFSET.destination, ADDRESS_BYTES),
    ],
  });
}
