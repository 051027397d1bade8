import { ipv4Text } from './address-text';
import type { ByteRange } from './decode-error';
import { bytesText, field, flagField, hex, hexBytes } from './field';
import { ipProtocolName, stepAfterProtocol } from './ip-protocol';
import type { PacketField } from './packet-detail';
import type { Step } from './step';
import type { Walk } from './walk';

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

/**
 * Passes the IPv4 header. The total length bounds what it carries; a total length of 0 stands for all that the link
 * layer carried, as tcpdump takes it (captures before segmentation offload).
 */
export function scanIpv4(walk: Walk): Step {
  const { view, offset, facts } = walk;
  const headerBytes = ipv4HeaderBytes(view, offset, walk.capturedEnd);
  if (headerBytes < 0) {
    return explainIpv4(walk);
  }
  facts.clearHeaders();
  facts.ipVersion = 4;
  facts.source0 = view.getUint32(offset + SOURCE);
  facts.destination0 = view.getUint32(offset + DESTINATION);
  facts.identification = view.getUint16(offset + IDENTIFICATION);
  const protocol = view.getUint8(offset + PROTOCOL);
  facts.ipProtocol = protocol;

  walk.offset = offset + headerBytes;
  const totalLengthBytes = view.getUint16(offset + TOTAL_LENGTH);
  if (totalLengthBytes !== 0) {
    walk.endAt(offset + totalLengthBytes);
  }
  const fragmentOffset = view.getUint16(offset + FLAGS_AND_FRAGMENT_OFFSET) & FRAGMENT_OFFSET_MASK;
  return fragmentOffset === 0
    ? stepAfterProtocol(walk, 'ipv4', offset + PROTOCOL, protocol)
    : walk.laterFragment('ipv4', offset, fragmentOffset * 8);
}

/** Length of a header that stands; -1: it does not, and explainIpv4() says why. */
export function ipv4HeaderBytes(view: DataView, offset: number, capturedEnd: number): number {
  const haveBytes = capturedEnd - offset;
  if (haveBytes < MIN_HEADER_BYTES) {
    return -1;
  }
  const versionAndIhl = view.getUint8(offset + VERSION_AND_IHL);
  const headerBytes = (versionAndIhl & 0x0f) * 4;
  const totalLengthBytes = view.getUint16(offset + TOTAL_LENGTH);
  const isWhole = versionAndIhl >>> 4 === 4 && headerBytes >= MIN_HEADER_BYTES && headerBytes <= haveBytes;
  return isWhole && (totalLengthBytes >= headerBytes || totalLengthBytes === 0) ? headerBytes : -1;
}

/** Ends the walk at an IPv4 header that does not stand. */
export function explainIpv4(walk: Walk): Step {
  const { view, offset } = walk;
  const haveBytes = walk.capturedEnd - offset;
  if (haveBytes < MIN_HEADER_BYTES) {
    return walk.truncated('ipv4', offset, MIN_HEADER_BYTES);
  }
  const versionAndIhl = view.getUint8(offset + VERSION_AND_IHL);
  const headerBytes = (versionAndIhl & 0x0f) * 4;
  if (versionAndIhl >>> 4 !== 4) {
    return walk.malformed('ipv4', offset, 'version', versionAndIhl >>> 4, '4 (RFC 791 §3.1)');
  }
  if (headerBytes < MIN_HEADER_BYTES) {
    return walk.malformed('ipv4', offset, 'header length', headerBytes, 'at least 20 (RFC 791 §3.1)');
  }
  if (haveBytes < headerBytes) {
    return walk.truncated('ipv4', offset, headerBytes);
  }
  const rule = `at least the header's ${headerBytes} (RFC 791 §3.1)`;
  return walk.malformed('ipv4', offset + TOTAL_LENGTH, 'total length', view.getUint16(offset + TOTAL_LENGTH), rule);
}

/** Gives the header as a tree of fields, each with its bytes in the frame. */
export function describeIpv4(frame: DataView, { offset, length }: ByteRange): PacketField {
  const fragment = frame.getUint16(offset + FLAGS_AND_FRAGMENT_OFFSET);
  const protocol = frame.getUint8(offset + PROTOCOL);
  const source = ipv4Text(frame, offset + SOURCE);
  const destination = ipv4Text(frame, offset + DESTINATION);
  const services = frame.getUint8(offset + DIFFERENTIATED_SERVICES);
  return field('Internet Protocol version 4', `${source} > ${destination}`, offset, length, {
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
      field('Total length', totalLengthText(frame.getUint16(offset + TOTAL_LENGTH)), offset + TOTAL_LENGTH, 2),
      field('Identification', frame.getUint16(offset + IDENTIFICATION), offset + IDENTIFICATION, 2),
      flagField("Don't fragment", (fragment & DONT_FRAGMENT) !== 0, offset + FLAGS_AND_FRAGMENT_OFFSET),
      flagField('More fragments', (fragment & MORE_FRAGMENTS) !== 0, offset + FLAGS_AND_FRAGMENT_OFFSET),
      field('Fragment offset', bytesText((fragment & FRAGMENT_OFFSET_MASK) * 8), offset + FLAGS_AND_FRAGMENT_OFFSET, 2),
      field('Time to live', frame.getUint8(offset + TIME_TO_LIVE), offset + TIME_TO_LIVE, 1),
      field('Protocol', `${protocol} (${ipProtocolName(protocol)})`, offset + PROTOCOL, 1),
      field('Header checksum', hex(frame.getUint16(offset + CHECKSUM), 4), offset + CHECKSUM, 2),
      field('Source address', source, offset + SOURCE, 4),
      field('Destination address', destination, offset + DESTINATION, 4),
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
