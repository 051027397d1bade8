import type { ByteRange } from './decode-error';
import { ETHER_TYPE, etherTypeName, stepAfterEtherType } from './ether-type';
import { bitField, bytesText, field, flagField, hex } from './field';
import { describeGeneveOptions } from './geneve-options';
import type { PacketField } from './packet-detail';
import type { Step } from './step';
import { STEP } from './step';
import type { Walk } from './walk';

// Byte offsets in the Geneve header, RFC 8926 §3.4.
const VERSION_AND_OPTIONS_LENGTH = 0;
const FLAGS = 1;
const PROTOCOL = 2;
const NETWORK_IDENTIFIER = 4;
const RESERVED = 7;
const OPTIONS = 8;

const GENEVE_HEADER_BYTES = 8;

function headerBytesAt(view: DataView, offset: number): number {
  return GENEVE_HEADER_BYTES + (view.getUint8(offset + VERSION_AND_OPTIONS_LENGTH) & 0x3f) * 4;
}

/** Tells whether a datagram to Geneve's port can be one: version 0, and its header must fit. */
export function isGeneve({ view, offset, capturedEnd, wireEnd }: Walk): boolean {
  return capturedEnd > offset && view.getUint8(offset) >>> 6 === 0 && wireEnd - offset >= headerBytesAt(view, offset);
}

/** Passes the header before a packet in UDP, its options included. */
export function scanGeneve(walk: Walk): Step {
  const { view, offset } = walk;
  const headerBytes = headerBytesAt(view, offset);
  if (walk.capturedEnd - offset < headerBytes) {
    return walk.truncated('geneve', offset, headerBytes);
  }
  walk.offset = offset + headerBytes;
  const protocol = view.getUint16(offset + PROTOCOL);
  return protocol === ETHER_TYPE.transparentEthernet
    ? STEP.ethernet
    : stepAfterEtherType(walk, 'geneve', offset + PROTOCOL, protocol);
}

/** Gives the header as a tree of fields, each with its bits in the frame. */
export function describeGeneve(frame: DataView, { offset, length }: ByteRange): PacketField {
  const identifier = frame.getUint32(offset + NETWORK_IDENTIFIER) >>> 8;
  const protocol = frame.getUint16(offset + PROTOCOL);
  const optionsBytes = length - GENEVE_HEADER_BYTES;
  return field('Generic Network Virtualization Encapsulation', `network ${identifier}`, offset, length, {
    reference: 'RFC 8926 §3.4',
    fields: [
      bitField('Version', frame.getUint8(offset) >>> 6, offset, 0, 2),
      bitField('Options length', bytesText(optionsBytes), offset, 2, 6),
      flagField(frame, 'Control packet', offset + FLAGS, 0),
      flagField(frame, 'Critical options present', offset + FLAGS, 1),
      bitField('Reserved', frame.getUint8(offset + FLAGS) & 0x3f, offset + FLAGS, 2, 6),
      field('Protocol', `${hex(protocol, 4)} (${etherTypeName(protocol)})`, offset + PROTOCOL, 2),
      field('Network identifier', identifier, offset + NETWORK_IDENTIFIER, 3),
      field('Reserved', frame.getUint8(offset + RESERVED), offset + RESERVED, 1),
      ...(optionsBytes > 0
        ? [
            field('Options', bytesText(optionsBytes), offset + OPTIONS, optionsBytes, {
              reference: 'RFC 8926 §3.5',
              fields: describeGeneveOptions(frame, { offset: offset + OPTIONS, length: optionsBytes }),
            }),
          ]
        : []),
    ],
  });
}
