// Block types and option codes, draft-ietf-opsawg-pcapng.
const SECTION_HEADER = 0x0a0d0d0a;
const INTERFACE_DESCRIPTION = 1;
const ENHANCED_PACKET = 6;
const BYTE_ORDER_MAGIC = 0x1a2b3c4d;
const COMMENT = 1;
const USER_APPLICATION = 4;
const TIME_RESOLUTION = 9;
const NANOSECONDS = 9;

/** An option's length has 16 bits; longer texts are cut. */
const MOST_OPTION_BYTES = 0xffff;

/** A packet and what is to be read beside it. */
export interface CommentedPacket {
  /** null is written as time 0: the format has none without a time. */
  readonly timestampNs: bigint | null;
  readonly linkType: number;
  readonly wireBytes: number;
  readonly frame: Uint8Array;
  /** Shown as packet comments; one that is too long is cut. */
  readonly comments: readonly string[];
}

/**
 * Gives the blocks of a pcapng file, little-endian, in nanoseconds: a section header, an interface for each link type at
 * its first packet, the packets.
 *
 * @param application What wrote the file.
 * @see draft-ietf-opsawg-pcapng §4.1, §4.2, §4.3
 */
export function* writePcapng(packets: Iterable<CommentedPacket>, application: string): Generator<Uint8Array> {
  const section = new Uint8Array(16);
  const view = new DataView(section.buffer);
  view.setUint32(0, BYTE_ORDER_MAGIC, true);
  view.setUint16(4, 1, true);
  // The section's length is not known beforehand.
  view.setBigInt64(8, -1n, true);
  yield block(SECTION_HEADER, section, [option(USER_APPLICATION, utf8(application))]);
  const interfaces = new Map<number, number>();
  for (const packet of packets) {
    if (!interfaces.has(packet.linkType)) {
      interfaces.set(packet.linkType, interfaces.size);
      yield interfaceBlock(packet.linkType);
    }
    yield packetBlock(packet, interfaces.get(packet.linkType) ?? 0);
  }
}

function interfaceBlock(linkType: number): Uint8Array {
  const body = new Uint8Array(8);
  new DataView(body.buffer).setUint16(0, linkType, true);
  return block(INTERFACE_DESCRIPTION, body, [option(TIME_RESOLUTION, Uint8Array.of(NANOSECONDS))]);
}

function packetBlock({ timestampNs, wireBytes, frame, comments }: CommentedPacket, at: number): Uint8Array {
  const body = new Uint8Array(20 + padded(frame.length));
  const view = new DataView(body.buffer);
  const time = timestampNs ?? 0n;
  view.setUint32(0, at, true);
  view.setUint32(4, Number((time >> 32n) & 0xffff_ffffn), true);
  view.setUint32(8, Number(time & 0xffff_ffffn), true);
  view.setUint32(12, frame.length, true);
  view.setUint32(16, wireBytes, true);
  body.set(frame, 20);
  return block(
    ENHANCED_PACKET,
    body,
    comments.map((comment) => option(COMMENT, utf8(comment))),
  );
}

/** A block's length stands before and behind it; options end with an empty one. */
function block(type: number, body: Uint8Array, options: readonly Uint8Array[]): Uint8Array {
  const endBytes = options.length > 0 ? 4 : 0;
  const length = 12 + body.length + options.reduce((sum, each) => sum + each.length, 0) + endBytes;
  const bytes = new Uint8Array(length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, type, true);
  view.setUint32(4, length, true);
  bytes.set(body, 8);
  let at = 8 + body.length;
  for (const each of options) {
    bytes.set(each, at);
    at += each.length;
  }
  view.setUint32(length - 4, length, true);
  return bytes;
}

function option(code: number, value: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(4 + padded(value.length));
  const view = new DataView(bytes.buffer);
  view.setUint16(0, code, true);
  view.setUint16(2, value.length, true);
  bytes.set(value, 4);
  return bytes;
}

function padded(length: number): number {
  return Math.ceil(length / 4) * 4;
}

/** Never cut within a character. */
function utf8(text: string): Uint8Array {
  const bytes: number[] = [];
  for (const char of text) {
    const encoded = encodedChar(char.codePointAt(0) ?? 0);
    if (bytes.length + encoded.length > MOST_OPTION_BYTES) break;
    bytes.push(...encoded);
  }
  return Uint8Array.from(bytes);
}

/** RFC 3629 §3; a lone surrogate is U+FFFD. */
function encodedChar(code: number): readonly number[] {
  if (code < 0x80) return [code];
  if (code < 0x800) return [0xc0 | (code >> 6), 0x80 | (code & 0x3f)];
  if (code >= 0xd800 && code <= 0xdfff) return [0xef, 0xbf, 0xbd];
  if (code < 0x10000) return [0xe0 | (code >> 12), 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f)];
  return [0xf0 | (code >> 18), 0x80 | ((code >> 12) & 0x3f), 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f)];
}
