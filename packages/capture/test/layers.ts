import { bytesOf } from './frames';

// Headers for frames that are made by hand, each around what it carries. Lengths are right unless a test gives another;
// checksums are 0 throughout.

export function join(...parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

function hex16(value: number): string {
  return value.toString(16).padStart(4, '0');
}

function hex8(value: number): string {
  return value.toString(16).padStart(2, '0');
}

export function ethernet(etherType: number, body: Uint8Array): Uint8Array {
  return join(bytesOf(`020000000001 020000000002 ${hex16(etherType)}`), body);
}

/** An Ethernet frame with a length in the EtherType's place. */
export function ethernetWithLength(body: Uint8Array): Uint8Array {
  return ethernet(body.length, body);
}

export function vlan(etherType: number, body: Uint8Array): Uint8Array {
  return join(bytesOf(`2064 ${hex16(etherType)}`), body);
}

export function snap(etherType: number, body: Uint8Array): Uint8Array {
  return join(bytesOf(`aaaa03 000000 ${hex16(etherType)}`), body);
}

export function mpls(labels: readonly number[], body: Uint8Array): Uint8Array {
  const entries = labels.map((label, index) => {
    const entry = label * 0x1000 + (index === labels.length - 1 ? 0x100 : 0) + 64;
    return bytesOf(entry.toString(16).padStart(8, '0'));
  });
  return join(...entries, body);
}

export function pppoe(code: number, body: Uint8Array): Uint8Array {
  return join(bytesOf(`11 ${hex8(code)} 0007 ${hex16(body.length)}`), body);
}

interface Ipv4Options {
  readonly source?: string;
  readonly destination?: string;
  readonly optionBytes?: Uint8Array;
  readonly totalLengthBytes?: number;
  /** Flags and offset in units of 8 bytes. */
  readonly fragment?: number;
  readonly firstByte?: number;
}

export function ipv4(protocol: number, body: Uint8Array, options: Ipv4Options = {}): Uint8Array {
  const { source = '0a000001', destination = '0a000002', optionBytes = new Uint8Array(), fragment = 0 } = options;
  const headerBytes = 20 + optionBytes.length;
  const { totalLengthBytes = headerBytes + body.length, firstByte = 0x40 + headerBytes / 4 } = options;
  const header = `${hex8(firstByte)} 00 ${hex16(totalLengthBytes)} 1234 ${hex16(fragment)} 40 ${hex8(protocol)} 0000`;
  return join(bytesOf(`${header} ${source} ${destination}`), optionBytes, body);
}

export function ipv6(nextHeader: number, body: Uint8Array, payloadLengthBytes = body.length): Uint8Array {
  const source = 'fe80000000000000 0000000000000001';
  const destination = '20010db800000000 0000000000000002';
  return join(bytesOf(`60000000 ${hex16(payloadLengthBytes)} ${hex8(nextHeader)} 40 ${source} ${destination}`), body);
}

interface TcpOptions {
  readonly optionBytes?: Uint8Array;
  readonly headerBytes?: number;
  readonly flags?: number;
  readonly urgentPointer?: number;
}

export function tcp(payload: Uint8Array, options: TcpOptions = {}): Uint8Array {
  const { optionBytes = new Uint8Array(), flags = 0x118, urgentPointer = 0 } = options;
  const { headerBytes = 20 + optionBytes.length } = options;
  const dataOffsetAndFlags = (headerBytes / 4) * 0x1000 + flags;
  const header = `c350 0050 f0000001 90000002 ${hex16(dataOffsetAndFlags)} 0400 0000 ${hex16(urgentPointer)}`;
  return join(bytesOf(header), optionBytes, payload);
}

export function udp(
  payload: Uint8Array,
  destinationPort = 7,
  { sourcePort = 50000, lengthBytes = 8 + payload.length } = {},
): Uint8Array {
  return join(bytesOf(`${hex16(sourcePort)} ${hex16(destinationPort)} ${hex16(lengthBytes)} 0000`), payload);
}

/** A datagram of GTP-U; `optional` are sequence number, N-PDU number and extension headers. */
export function gtpU(
  flags: number,
  type: number,
  body: Uint8Array,
  optional: Uint8Array = new Uint8Array(),
): Uint8Array {
  const length = optional.length + body.length;
  return join(bytesOf(`${hex8(flags)} ${hex8(type)} ${hex16(length)} 00000001`), optional, body);
}
