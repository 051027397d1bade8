import { ipv4Text } from './address-text';
import type { Body, ByteRange, Decoded } from './decode-error';
import { malformed, truncated } from './decode-error';
import { bytesText, field, flagField, hex, hexBytes } from './field';
import { ipProtocolName } from './ip-protocol';
import type { PacketField } from './packet-detail';

// Byte offsets in the IPv4 header, RFC 791 §3.1.
const VERSION_AND_IHL = 0;
const DIFFERENTIATED_SERVICES = 1;
const TOTAL_LENGTH = 2;
const IDENTIFICATION = 4;
const FLAGS_AND_FRAGMENT_OFFSET = 6;
const TIME_TO_LIVE = 8;
const PROTOCOL = 9;
const CHECKSUM = 10;
const SOURCE = 12;
const DESTINATION = 16;
const OPTIONS = 20;

const MIN_HEADER_BYTES = 20;
const DONT_FRAGMENT = 0x4000;
const MORE_FRAGMENTS = 0x2000;
const FRAGMENT_OFFSET_MASK = 0x1fff;

export interface Ipv4Header {
  readonly kind: 'ipv4';
  readonly range: ByteRange;
  /** Header and payload in bytes, as the sender wrote it; 0 where segmentation is left to the network card. */
  readonly totalLengthBytes: number;
  readonly dontFragment: boolean;
  readonly moreFragments: boolean;
  readonly fragmentOffsetBytes: number;
  readonly protocol: number;
  readonly protocolOffset: number;
  readonly source: string;
  readonly destination: string;
  readonly body: Body;
}

/**
 * Decodes the IPv4 header at the start of `body`. The total length bounds the header's own body; a total length of 0
 * stands for all that the link layer carried, as tcpdump takes it (captures before segmentation offload).
 */
export function decodeIpv4(frame: DataView, { offset, length, missingBytes }: Body): Decoded<Ipv4Header> {
  if (length < MIN_HEADER_BYTES) {
    return truncated('ipv4', offset, MIN_HEADER_BYTES, length);
  }
  const versionAndIhl = frame.getUint8(offset + VERSION_AND_IHL);
  if (versionAndIhl >>> 4 !== 4) {
    return malformed('ipv4', offset, 'version', versionAndIhl >>> 4, '4 (RFC 791 §3.1)');
  }
  const headerBytes = (versionAndIhl & 0x0f) * 4;
  if (headerBytes < MIN_HEADER_BYTES) {
    return malformed('ipv4', offset, 'header length', headerBytes, 'at least 20 (RFC 791 §3.1)');
  }
  if (length < headerBytes) {
    return truncated('ipv4', offset, headerBytes, length);
  }
  const totalLengthBytes = frame.getUint16(offset + TOTAL_LENGTH);
  if (totalLengthBytes !== 0 && totalLengthBytes < headerBytes) {
    const rule = `at least the header's ${headerBytes} (RFC 791 §3.1)`;
    return malformed('ipv4', offset + TOTAL_LENGTH, 'total length', totalLengthBytes, rule);
  }

  const wireBytes = totalLengthBytes === 0 ? length + missingBytes : totalLengthBytes;
  const capturedBytes = Math.min(wireBytes, length);
  const fragment = frame.getUint16(offset + FLAGS_AND_FRAGMENT_OFFSET);
  return {
    ok: true,
    header: {
      kind: 'ipv4',
      range: { offset, length: headerBytes },
      totalLengthBytes,
      dontFragment: (fragment & DONT_FRAGMENT) !== 0,
      moreFragments: (fragment & MORE_FRAGMENTS) !== 0,
      fragmentOffsetBytes: (fragment & FRAGMENT_OFFSET_MASK) * 8,
      protocol: frame.getUint8(offset + PROTOCOL),
      protocolOffset: offset + PROTOCOL,
      source: ipv4Text(frame, offset + SOURCE),
      destination: ipv4Text(frame, offset + DESTINATION),
      body: {
        offset: offset + headerBytes,
        length: capturedBytes - headerBytes,
        missingBytes: wireBytes - capturedBytes,
      },
    },
  };
}

/** Gives a decoded header as a tree of fields, each with its bytes in the frame. */
export function describeIpv4(frame: DataView, header: Ipv4Header): PacketField {
  const { offset, length } = header.range;
  const services = frame.getUint8(offset + DIFFERENTIATED_SERVICES);
  return field('Internet Protocol version 4', `${header.source} > ${header.destination}`, offset, length, {
    reference: 'RFC 791 §3.1',
    fields: [
      field('Version', 4, offset + VERSION_AND_IHL, 1),
      field('Header length', bytesText(length), offset + VERSION_AND_IHL, 1),
      field('Differentiated services', services >>> 2, offset + DIFFERENTIATED_SERVICES, 1, {
        reference: 'RFC 2474 §3',
      }),
      field('Explicit congestion notification', services & 0x03, offset + DIFFERENTIATED_SERVICES, 1, {
        reference: 'RFC 3168 §5',
      }),
      field('Total length', totalLengthText(header.totalLengthBytes), offset + TOTAL_LENGTH, 2),
      field('Identification', frame.getUint16(offset + IDENTIFICATION), offset + IDENTIFICATION, 2),
      flagField("Don't fragment", header.dontFragment, offset + FLAGS_AND_FRAGMENT_OFFSET),
      flagField('More fragments', header.moreFragments, offset + FLAGS_AND_FRAGMENT_OFFSET),
      field('Fragment offset', bytesText(header.fragmentOffsetBytes), offset + FLAGS_AND_FRAGMENT_OFFSET, 2),
      field('Time to live', frame.getUint8(offset + TIME_TO_LIVE), offset + TIME_TO_LIVE, 1),
      field('Protocol', `${header.protocol} (${ipProtocolName(header.protocol)})`, offset + PROTOCOL, 1),
      field('Header checksum', hex(frame.getUint16(offset + CHECKSUM), 4), offset + CHECKSUM, 2),
      field('Source address', header.source, offset + SOURCE, 4),
      field('Destination address', header.destination, offset + DESTINATION, 4),
      ...optionFields(frame, offset, length),
    ],
  });
}

function totalLengthText(totalLengthBytes: number): string {
  return totalLengthBytes === 0 ? '0 (left to segmentation offload)' : bytesText(totalLengthBytes);
}

function optionFields(frame: DataView, offset: number, headerBytes: number): PacketField[] {
  const length = headerBytes - MIN_HEADER_BYTES;
  return length === 0 ? [] : [field('Options', hexBytes(frame, offset + OPTIONS, length), offset + OPTIONS, length)];
}
