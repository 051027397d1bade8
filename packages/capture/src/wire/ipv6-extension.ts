import type { ByteRange } from './decode-error';
import { bitField, bytesText, field, flagField, hex, hexBytes } from './field';
import { ipProtocolName, stepAfterProtocol } from './ip-protocol';
import { ipv6OptionFields } from './ipv6-options';
import type { PacketField } from './packet-detail';
import type { Step } from './step';
import { STEP } from './step';
import type { Walk } from './walk';

// Byte offsets that the extension headers share, RFC 8200 §4. A fragment header has no length: it is always 8 bytes.
const NEXT_HEADER = 0;
const LENGTH = 1;
const FRAGMENT_OFFSET_AND_FLAGS = 2;
/** What follows the length, in all headers but the fragment header. */
const CONTENT = 2;
const IDENTIFICATION = 4;

const MIN_EXTENSION_BYTES = 8;

/** Steps of extension headers. */
export type ExtensionStep =
  | typeof STEP.hopByHop
  | typeof STEP.routing
  | typeof STEP.fragment
  | typeof STEP.authentication
  | typeof STEP.destinationOptions;

/** Passes one extension header. */
export function scanIpv6Extension(walk: Walk, step: ExtensionStep): Step {
  const { view, offset } = walk;
  const headerBytes = extensionBytes(view, offset, walk.capturedEnd, step);
  if (offset + headerBytes > walk.capturedEnd) {
    return walk.truncated('ipv6-extension', offset, headerBytes);
  }
  const nextHeader = view.getUint8(offset + NEXT_HEADER);
  walk.facts.ipProtocol = nextHeader;
  walk.offset = offset + headerBytes;
  const fragmentOffsetBytes = step === STEP.fragment ? fragmentOffsetBytesAt(view, offset) : 0;
  return fragmentOffsetBytes === 0
    ? stepAfterProtocol(walk, 'ipv6-extension', offset + NEXT_HEADER, nextHeader)
    : walk.laterFragment('ipv6-extension', offset, fragmentOffsetBytes);
}

/** Length of an extension header by its own field; the least that there is where that field was not captured. */
export function extensionBytes(view: DataView, offset: number, capturedEnd: number, step: ExtensionStep): number {
  if (step === STEP.fragment || capturedEnd - offset < MIN_EXTENSION_BYTES) {
    return MIN_EXTENSION_BYTES;
  }
  const lengthField = view.getUint8(offset + LENGTH);
  // Units of 4 bytes minus 2 (RFC 4302 §2.2); the least that can be written would be no header at all.
  return step === STEP.authentication ? Math.max(MIN_EXTENSION_BYTES, (lengthField + 2) * 4) : (lengthField + 1) * 8;
}

/** Where a fragment begins in its datagram. The upper 13 bits count units of 8 bytes, so masking gives bytes. */
export function fragmentOffsetBytesAt(view: DataView, offset: number): number {
  return view.getUint16(offset + FRAGMENT_OFFSET_AND_FLAGS) & 0xfff8;
}

const NAMES: Readonly<Record<ExtensionStep, { readonly name: string; readonly reference: string }>> = {
  [STEP.hopByHop]: { name: 'Hop-by-hop options', reference: 'RFC 8200 §4.3' },
  [STEP.routing]: { name: 'Routing header', reference: 'RFC 8200 §4.4' },
  [STEP.fragment]: { name: 'Fragment header', reference: 'RFC 8200 §4.5' },
  [STEP.authentication]: { name: 'Authentication header', reference: 'RFC 4302 §2' },
  [STEP.destinationOptions]: { name: 'Destination options', reference: 'RFC 8200 §4.6' },
};

/** Gives the header as a tree of fields, each with its bytes in the frame. */
export function describeIpv6Extension(
  frame: DataView,
  { offset, length }: ByteRange,
  step: ExtensionStep,
): PacketField {
  const { name, reference } = NAMES[step];
  const nextHeader = frame.getUint8(offset + NEXT_HEADER);
  return field(name, bytesText(length), offset, length, {
    reference,
    fields: [
      field('Next header', `${nextHeader} (${ipProtocolName(nextHeader)})`, offset + NEXT_HEADER, 1),
      ...(step === STEP.fragment
        ? fragmentFields(frame, offset)
        : [
            field('Length', bytesText(length), offset + LENGTH, 1),
            ...contentFields(frame, { offset: offset + CONTENT, length: length - CONTENT }, step),
          ]),
    ],
  });
}

function fragmentFields(frame: DataView, offset: number): PacketField[] {
  const at = offset + FRAGMENT_OFFSET_AND_FLAGS;
  return [
    field('Reserved', frame.getUint8(offset + LENGTH), offset + LENGTH, 1),
    bitField('Fragment offset', bytesText(fragmentOffsetBytesAt(frame, offset)), at, 0, 13),
    bitField('Reserved', (frame.getUint16(at) >>> 1) & 0x03, at, 13, 2),
    flagField(frame, 'More fragments', at, 15),
    field('Identification', frame.getUint32(offset + IDENTIFICATION), offset + IDENTIFICATION, 4),
  ];
}

/** What follows the length field. */
function contentFields(frame: DataView, range: ByteRange, step: ExtensionStep): PacketField[] {
  switch (step) {
    case STEP.authentication:
      return authenticationFields(frame, range);
    case STEP.routing:
      return routingFields(frame, range);
    default:
      return ipv6OptionFields(frame, range);
  }
}

function authenticationFields(frame: DataView, { offset, length }: ByteRange): PacketField[] {
  const valueBytes = length - 10;
  return [
    field('Reserved', frame.getUint16(offset), offset, 2),
    field('Security parameters index', hex(frame.getUint32(offset + 2), 8), offset + 2, 4),
    ...(length < 10 ? [] : [field('Sequence number', frame.getUint32(offset + 6), offset + 6, 4)]),
    ...(valueBytes > 0
      ? [field('Integrity check value', hexBytes(frame, offset + 10, valueBytes), offset + 10, valueBytes)]
      : []),
  ];
}

function routingFields(frame: DataView, { offset, length }: ByteRange): PacketField[] {
  return [
    field('Routing type', frame.getUint8(offset), offset, 1),
    field('Segments left', frame.getUint8(offset + 1), offset + 1, 1),
    field('Data', hexBytes(frame, offset + 2, length - 2), offset + 2, length - 2),
  ];
}
