import type { ByteRange } from './decode-error';
import { field, hex } from './field';
import { icmpName } from './icmp-names';
import { beginQuote } from './icmp-quote';
import type { PacketField } from './packet-detail';
import { TRANSPORT } from './packet-facts';
import type { Step } from './step';
import { STEP } from './step';
import type { Walk } from './walk';

// Byte offsets in the ICMP header; ICMPv6 has the same (RFC 792, RFC 4443 §2.1).
const TYPE = 0;
const CODE = 1;
const CHECKSUM = 2;
const REST_OF_HEADER = 4;

export const ICMP_HEADER_BYTES = 8;

/** Types whose second four bytes are an identifier and a sequence number. */
const ECHO_TYPES = { 4: [0, 8, 13, 14], 6: [128, 129] } as const;
/** Types that quote the packet they are about: RFC 792 (3, 4, 5, 11, 12), RFC 4443 §2.1 (error messages are below 128). */
const QUOTING_TYPES = { 4: [3, 4, 5, 11, 12], 6: [1, 2, 3, 4] } as const;

/** Passes the ICMP or ICMPv6 header, and goes on in what an error message quotes. */
export function scanIcmp(walk: Walk, version: 4 | 6): Step {
  const { view, offset, facts } = walk;
  if (walk.capturedEnd - offset < ICMP_HEADER_BYTES) {
    return walk.truncated(version === 4 ? 'icmp' : 'icmpv6', offset, ICMP_HEADER_BYTES);
  }
  facts.transport = version === 4 ? TRANSPORT.icmp : TRANSPORT.icmpv6;
  facts.transportOffset = offset;
  walk.offset = offset + ICMP_HEADER_BYTES;
  facts.payloadBytes = walk.wireEnd - walk.offset;
  return isOneOf(QUOTING_TYPES[version], view.getUint8(offset + TYPE)) ? beginQuote(walk, version) : STEP.end;
}

function isOneOf(types: readonly number[], type: number): boolean {
  return types.includes(type);
}

/** Gives type, code and their name, with identifier and sequence number of an echo, of the header at `offset`. */
export function icmpMessage(
  frame: DataView,
  offset: number,
  version: 4 | 6,
): { readonly type: number; readonly code: number; readonly text: string } {
  const type = frame.getUint8(offset + TYPE);
  const code = frame.getUint8(offset + CODE);
  const name = icmpName(version, type, code);
  const echo = isOneOf(ECHO_TYPES[version], type)
    ? `, id ${frame.getUint16(offset + REST_OF_HEADER)}, seq ${frame.getUint16(offset + REST_OF_HEADER + 2)}`
    : '';
  return { type, code, text: `${name}${echo}` };
}

/** Gives the header as a tree of fields, each with its bytes in the frame. */
export function describeIcmp(frame: DataView, { offset, length }: ByteRange, version: 4 | 6): PacketField {
  const { type, code, text } = icmpMessage(frame, offset, version);
  const name = version === 4 ? 'Internet Control Message Protocol' : 'Internet Control Message Protocol v6';
  return field(name, text, offset, length, {
    reference: version === 4 ? 'RFC 792' : 'RFC 4443',
    fields: [
      field('Type', type, offset + TYPE, 1),
      field('Code', code, offset + CODE, 1),
      field('Checksum', hex(frame.getUint16(offset + CHECKSUM), 4), offset + CHECKSUM, 2),
      ...restFields(frame, offset + REST_OF_HEADER, isOneOf(ECHO_TYPES[version], type)),
    ],
  });
}

function restFields(frame: DataView, at: number, isEcho: boolean): PacketField[] {
  return isEcho
    ? [field('Identifier', frame.getUint16(at), at, 2), field('Sequence number', frame.getUint16(at + 2), at + 2, 2)]
    : [field('Rest of header', hex(frame.getUint32(at), 8), at, 4)];
}
