import type { Body, ByteRange, Decoded } from './decode-error';
import { truncated } from './decode-error';
import { bytesText, field, flagField } from './field';
import { IP_PROTOCOL, ipProtocolName } from './ip-protocol';
import type { PacketField } from './packet-detail';

// Byte offsets that the extension headers share, RFC 8200 §4. A fragment header has no length: it is always 8 bytes.
const NEXT_HEADER = 0;
const LENGTH = 1;
const FRAGMENT_OFFSET_AND_FLAGS = 2;
const IDENTIFICATION = 4;

const MIN_EXTENSION_BYTES = 8;

const NAMES: ReadonlyMap<number, { readonly name: string; readonly reference: string }> = new Map([
  [IP_PROTOCOL.hopByHop, { name: 'Hop-by-hop options', reference: 'RFC 8200 §4.3' }],
  [IP_PROTOCOL.routing, { name: 'Routing header', reference: 'RFC 8200 §4.4' }],
  [IP_PROTOCOL.fragment, { name: 'Fragment header', reference: 'RFC 8200 §4.5' }],
  [IP_PROTOCOL.authentication, { name: 'Authentication header', reference: 'RFC 4302 §2' }],
  [IP_PROTOCOL.destinationOptions, { name: 'Destination options', reference: 'RFC 8200 §4.6' }],
]);

export interface Ipv6ExtensionHeader {
  readonly kind: 'ipv6-extension';
  readonly range: ByteRange;
  /** Which extension header this is: the number by which the header before called it. */
  readonly extension: number;
  readonly nextHeader: number;
  readonly nextHeaderOffset: number;
  /** null: not a fragment header. */
  readonly fragment: { readonly offsetBytes: number; readonly moreFragments: boolean } | null;
  readonly body: Body;
}

/** Tells whether a next header value is an extension header that decodeIpv6Extension() knows. */
export function isIpv6Extension(nextHeader: number): boolean {
  return NAMES.has(nextHeader);
}

/** Decodes one extension header; `extension` is the next header value that announced it. */
export function decodeIpv6Extension(
  frame: DataView,
  { offset, length, missingBytes }: Body,
  extension: number,
): Decoded<Ipv6ExtensionHeader> {
  if (length < MIN_EXTENSION_BYTES) {
    return truncated('ipv6-extension', offset, MIN_EXTENSION_BYTES, length);
  }
  const headerBytes = extensionBytes(extension, frame.getUint8(offset + LENGTH));
  if (length < headerBytes) {
    return truncated('ipv6-extension', offset, headerBytes, length);
  }
  const offsetAndFlags = frame.getUint16(offset + FRAGMENT_OFFSET_AND_FLAGS);
  const isFragment = extension === IP_PROTOCOL.fragment;
  return {
    ok: true,
    header: {
      kind: 'ipv6-extension',
      range: { offset, length: headerBytes },
      extension,
      nextHeader: frame.getUint8(offset + NEXT_HEADER),
      nextHeaderOffset: offset + NEXT_HEADER,
      // The offset counts units of 8 bytes in the upper 13 bits, so masking gives bytes.
      fragment: isFragment ? { offsetBytes: offsetAndFlags & 0xfff8, moreFragments: (offsetAndFlags & 1) !== 0 } : null,
      body: { offset: offset + headerBytes, length: length - headerBytes, missingBytes },
    },
  };
}

function extensionBytes(extension: number, lengthField: number): number {
  switch (extension) {
    case IP_PROTOCOL.fragment:
      return MIN_EXTENSION_BYTES;
    case IP_PROTOCOL.authentication:
      // Units of 4 bytes minus 2 (RFC 4302 §2.2); the least that can be written would be no header at all.
      return Math.max(MIN_EXTENSION_BYTES, (lengthField + 2) * 4);
    default:
      return (lengthField + 1) * 8;
  }
}

/** Gives a decoded header as a tree of fields, each with its bytes in the frame. */
export function describeIpv6Extension(frame: DataView, header: Ipv6ExtensionHeader): PacketField {
  const { offset, length } = header.range;
  const known = NAMES.get(header.extension);
  return field(known?.name ?? 'Extension header', bytesText(length), offset, length, {
    reference: known?.reference ?? '',
    fields: [
      field('Next header', `${header.nextHeader} (${ipProtocolName(header.nextHeader)})`, offset + NEXT_HEADER, 1),
      ...(header.fragment === null
        ? [field('Length', bytesText(length), offset + LENGTH, 1)]
        : [
            field('Fragment offset', bytesText(header.fragment.offsetBytes), offset + FRAGMENT_OFFSET_AND_FLAGS, 2),
            flagField('More fragments', header.fragment.moreFragments, offset + FRAGMENT_OFFSET_AND_FLAGS + 1),
            field('Identification', frame.getUint32(offset + IDENTIFICATION), offset + IDENTIFICATION, 4),
          ]),
    ],
  });
}
