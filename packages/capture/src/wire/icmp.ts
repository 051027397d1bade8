import type { Body, ByteRange, DecodeError, Decoded } from './decode-error';
import { truncated } from './decode-error';
import { bytesText, field, hex } from './field';
import { icmpName } from './icmp-names';
import type { IcmpQuote } from './icmp-quote';
import { decodeIcmpQuote } from './icmp-quote';
import { ipProtocolName } from './ip-protocol';
import { describeIpv4 } from './ipv4';
import { describeIpv6 } from './ipv6';
import { describeIpv6Extension } from './ipv6-extension';
import type { PacketField } from './packet-detail';

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

export interface IcmpHeader {
  readonly kind: 'icmp';
  readonly range: ByteRange;
  /** 4: ICMP; 6: ICMPv6. */
  readonly version: 4 | 6;
  readonly type: number;
  readonly code: number;
  /** Name of type and code, with identifier and sequence number of an echo. */
  readonly text: string;
  readonly quote: IcmpQuote | null;
  /** Damage inside the quote; the ICMP header stands. */
  readonly quoteProblem: DecodeError | null;
  readonly body: Body;
}

/** Decodes the ICMP or ICMPv6 header at the start of `body`, and what an error message quotes. */
export function decodeIcmp(frame: DataView, body: Body, version: 4 | 6): Decoded<IcmpHeader> {
  const { offset, length, missingBytes } = body;
  if (length < ICMP_HEADER_BYTES) {
    return truncated(version === 4 ? 'icmp' : 'icmpv6', offset, ICMP_HEADER_BYTES, length);
  }
  const type = frame.getUint8(offset + TYPE);
  const code = frame.getUint8(offset + CODE);
  const rest = { offset: offset + ICMP_HEADER_BYTES, length: length - ICMP_HEADER_BYTES, missingBytes };
  const isError = isOneOf(QUOTING_TYPES[version], type);
  const quote = isError ? decodeIcmpQuote(frame, rest, version) : null;
  return {
    ok: true,
    header: {
      kind: 'icmp',
      range: { offset, length: ICMP_HEADER_BYTES },
      version,
      type,
      code,
      text: icmpText(frame, offset, version, type, code),
      quote: quote?.ok === true ? quote.quote : null,
      quoteProblem: quote?.ok === false ? quote.error : null,
      body: rest,
    },
  };
}

function isOneOf(types: readonly number[], type: number): boolean {
  return types.includes(type);
}

function icmpText(frame: DataView, offset: number, version: 4 | 6, type: number, code: number): string {
  const name = icmpName(version, type, code);
  if (!isOneOf(ECHO_TYPES[version], type)) {
    return name;
  }
  return `${name}, id ${frame.getUint16(offset + REST_OF_HEADER)}, seq ${frame.getUint16(offset + REST_OF_HEADER + 2)}`;
}

/** Gives a decoded header as a tree of fields, each with its bytes in the frame. */
export function describeIcmp(frame: DataView, header: IcmpHeader): PacketField {
  const { offset, length } = header.range;
  const name = header.version === 4 ? 'Internet Control Message Protocol' : 'Internet Control Message Protocol v6';
  const fields = [
    field('Type', header.type, offset + TYPE, 1),
    field('Code', header.code, offset + CODE, 1),
    field('Checksum', hex(frame.getUint16(offset + CHECKSUM), 4), offset + CHECKSUM, 2),
    ...restFields(frame, header),
    ...(header.quote === null ? [] : [quoteField(frame, header.quote)]),
  ];
  return field(name, header.text, offset, length, { reference: header.version === 4 ? 'RFC 792' : 'RFC 4443', fields });
}

function restFields(frame: DataView, { range, version, type }: IcmpHeader): PacketField[] {
  const at = range.offset + REST_OF_HEADER;
  if (isOneOf(ECHO_TYPES[version], type)) {
    return [
      field('Identifier', frame.getUint16(at), at, 2),
      field('Sequence number', frame.getUint16(at + 2), at + 2, 2),
    ];
  }
  return [field('Rest of header', hex(frame.getUint32(at), 8), at, 4)];
}

function quoteField(frame: DataView, { ip, extensions, quoted, ports }: IcmpQuote): PacketField {
  const headers = [ip.kind === 'ipv4' ? describeIpv4(frame, ip) : describeIpv6(frame, ip)];
  headers.push(...extensions.map((extension) => describeIpv6Extension(frame, extension)));
  if (ports !== null) {
    headers.push(
      field(
        `${ipProtocolName(quoted.ipProtocol)} ports`,
        `${quoted.sourcePort} > ${quoted.destinationPort}`,
        ports.offset,
        4,
        {
          fields: [
            field('Source port', String(quoted.sourcePort), ports.offset, 2),
            field('Destination port', String(quoted.destinationPort), ports.offset + 2, 2),
          ],
        },
      ),
    );
  }
  const { offset } = ip.range;
  const length = ip.range.length + ip.body.length;
  return field('Quoted packet', `${quoted.source} > ${quoted.destination}, ${bytesText(length)}`, offset, length, {
    fields: headers,
  });
}
