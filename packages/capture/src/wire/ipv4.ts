import { ipv4Text } from './address-text';
import type { ByteRange } from './decode-error';
import { bitField, bytesText, field, flagField, hex } from './field';
import { describeIpv4Options } from './ipv4-options';
import { ipProtocolName, stepAfterProtocol } from './ip-protocol';
import type { PacketField } from './packet-detail';
import type { Step } from './step';
import type { Walk } from './walk';

// Byte offsets in the IPv4 header, RFC 791 §3.1.
export const IPV4_OFFSET = {
  versionAndIhl: 0,
  differentiatedServices: 1,
  totalLength: 2,
  identification: 4,
  flagsAndFragmentOffset: 6,
  timeToLive: 8,
  protocol: 9,
  checksum: 10,
  source: 12,
  destination: 16,
  options: 20,
} as const;

const MIN_HEADER_BYTES = 20;
const VERSION_4_MIN_IHL = 0x45;
const VERSION_4_MAX_IHL = 0x4f;
export const FRAGMENT_OFFSET_MASK = 0x1fff;

/**
 * Passes the IPv4 header. The total length bounds what it carries; a total length of 0 stands for all that the link
 * layer carried, as tcpdump takes it (captures before segmentation offload). Where the capture cut the options, the
 * fixed header stands.
 */
export function scanIpv4(walk: Walk): Step {
  const { view, offset, facts } = walk;
  const haveBytes = walk.capturedEnd - offset;
  if (haveBytes < MIN_HEADER_BYTES) {
    return walk.truncated('ipv4', offset, MIN_HEADER_BYTES);
  }
  const versionAndIhl = view.getUint8(offset + IPV4_OFFSET.versionAndIhl);
  const headerBytes = (versionAndIhl & 0x0f) * 4;
  const totalLengthBytes = view.getUint16(offset + IPV4_OFFSET.totalLength);
  if (versionAndIhl < VERSION_4_MIN_IHL || versionAndIhl > VERSION_4_MAX_IHL) {
    return explainFirstByte(walk, versionAndIhl);
  }
  if (totalLengthBytes < headerBytes && totalLengthBytes !== 0) {
    const rule = `at least the header's ${headerBytes} (RFC 791 §3.1)`;
    return walk.malformed('ipv4', offset + IPV4_OFFSET.totalLength, 'total length', totalLengthBytes, rule);
  }
  facts.clearHeaders();
  facts.ipVersion = 4;
  facts.source0 = view.getUint32(offset + IPV4_OFFSET.source);
  facts.destination0 = view.getUint32(offset + IPV4_OFFSET.destination);
  facts.identification = view.getUint16(offset + IPV4_OFFSET.identification);
  const protocol = view.getUint8(offset + IPV4_OFFSET.protocol);
  facts.ipProtocol = protocol;
  if (totalLengthBytes !== 0) {
    walk.endAt(offset + totalLengthBytes);
  }
  if (headerBytes > haveBytes) {
    walk.offset = walk.capturedEnd;
    return walk.truncated('ipv4', offset, headerBytes);
  }
  walk.offset = offset + headerBytes;
  const fragmentOffset = view.getUint16(offset + IPV4_OFFSET.flagsAndFragmentOffset) & FRAGMENT_OFFSET_MASK;
  return fragmentOffset === 0
    ? stepAfterProtocol(walk, 'ipv4', offset + IPV4_OFFSET.protocol, protocol)
    : walk.laterFragment('ipv4', offset, fragmentOffset * 8);
}

function explainFirstByte(walk: Walk, versionAndIhl: number): Step {
  const version = versionAndIhl >>> 4;
  return version === 4
    ? walk.malformed('ipv4', walk.offset, 'header length', (versionAndIhl & 0x0f) * 4, 'at least 20 (RFC 791 §3.1)')
    : walk.malformed('ipv4', walk.offset, 'version', version, '4 (RFC 791 §3.1)');
}

/** Gives the header as a tree of fields, each with its bytes in the frame. */
export function describeIpv4(frame: DataView, { offset, length }: ByteRange): PacketField {
  const fragment = frame.getUint16(offset + IPV4_OFFSET.flagsAndFragmentOffset);
  const protocol = frame.getUint8(offset + IPV4_OFFSET.protocol);
  const source = ipv4Text(frame, offset + IPV4_OFFSET.source);
  const destination = ipv4Text(frame, offset + IPV4_OFFSET.destination);
  const services = frame.getUint8(offset + IPV4_OFFSET.differentiatedServices);
  return field('Internet Protocol version 4', `${source} > ${destination}`, offset, length, {
    reference: 'RFC 791 §3.1',
    fields: [
      bitField('Version', 4, offset + IPV4_OFFSET.versionAndIhl, 0, 4),
      bitField(
        'Header length',
        bytesText((frame.getUint8(offset) & 0x0f) * 4),
        offset + IPV4_OFFSET.versionAndIhl,
        4,
        4,
      ),
      bitField('Differentiated services', services >>> 2, offset + IPV4_OFFSET.differentiatedServices, 0, 6, {
        reference: 'RFC 2474 §3',
      }),
      bitField('Explicit congestion notification', services & 0x03, offset + IPV4_OFFSET.differentiatedServices, 6, 2, {
        reference: 'RFC 3168 §5',
      }),
      field(
        'Total length',
        totalLengthText(frame.getUint16(offset + IPV4_OFFSET.totalLength)),
        offset + IPV4_OFFSET.totalLength,
        2,
      ),
      field(
        'Identification',
        frame.getUint16(offset + IPV4_OFFSET.identification),
        offset + IPV4_OFFSET.identification,
        2,
        {
          reference: 'RFC 6864 §4',
        },
      ),
      flagField(frame, 'Reserved', offset + IPV4_OFFSET.flagsAndFragmentOffset, 0),
      flagField(frame, "Don't fragment", offset + IPV4_OFFSET.flagsAndFragmentOffset, 1),
      flagField(frame, 'More fragments', offset + IPV4_OFFSET.flagsAndFragmentOffset, 2),
      bitField(
        'Fragment offset',
        bytesText((fragment & FRAGMENT_OFFSET_MASK) * 8),
        offset + IPV4_OFFSET.flagsAndFragmentOffset,
        3,
        13,
      ),
      field('Time to live', frame.getUint8(offset + IPV4_OFFSET.timeToLive), offset + IPV4_OFFSET.timeToLive, 1),
      field('Protocol', `${protocol} (${ipProtocolName(protocol)})`, offset + IPV4_OFFSET.protocol, 1),
      field(
        'Header checksum',
        hex(frame.getUint16(offset + IPV4_OFFSET.checksum), 4),
        offset + IPV4_OFFSET.checksum,
        2,
      ),
      field('Source address', source, offset + IPV4_OFFSET.source, 4),
      field('Destination address', destination, offset + IPV4_OFFSET.destination, 4),
      ...describeIpv4Options(frame, { offset: offset + IPV4_OFFSET.options, length: length - MIN_HEADER_BYTES }),
    ],
  });
}

function totalLengthText(totalLengthBytes: number): string {
  return totalLengthBytes === 0 ? '0 (left to segmentation offload)' : bytesText(totalLengthBytes);
}
