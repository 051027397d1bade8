import type { SavefileProblem, SavefileProblemKind } from '../capture-record';
import type { RecordBatch } from '../record-batch';
import { MAX_MESSAGE_BYTES, maxRecordBytes, recordLengthProblem, truncatedProblem } from '../record-limit';
import type { RecordScanner } from '../record-scanner';
import { walkOptions } from './block-options';
import { BLOCK_TYPE, blockName } from './block-type';
import { BlockTally } from './block-tally';
import { INTERFACE_BODY_BYTES, readInterfaceDescription, type InterfaceDescription } from './interface-description';
import type { TimeSlot } from './time-units';

// Byte offsets in every block, draft-ietf-opsawg-pcapng §3.1.
const TOTAL_LENGTH = 4;
const BODY = 8;
/** The total length stands at the end of a block again. */
const TRAILER_BYTES = 4;
const LEAST_BLOCK_BYTES = BODY + TRAILER_BYTES;

// Section header block, §4.1.
const BYTE_ORDER_MAGIC = 8;
const MAJOR_VERSION = 12;
const MINOR_VERSION = 14;
const SECTION_OPTIONS = 24;
const BYTE_ORDER_MAGIC_VALUE = 0x1a2b3c4d;
const MAJOR = 1;

// Enhanced packet block, §4.3, and the obsolete packet block, §A.1, whose interface has two bytes and a drop count.
const INTERFACE = 8;
const TIME_HIGH = 12;
const TIME_LOW = 16;
const CAPTURED_LENGTH = 20;
const WIRE_LENGTH = 24;
const PACKET_DATA = 28;

// Simple packet block, §4.4.
const SIMPLE_WIRE_LENGTH = 8;
const SIMPLE_DATA = 12;

/** What the shortest block of a type that is read has; of the others only the length matters. */
const LEAST_BYTES: ReadonlyMap<number, number> = new Map([
  [BLOCK_TYPE.sectionHeader, SECTION_OPTIONS + TRAILER_BYTES],
  [BLOCK_TYPE.interfaceDescription, BODY + INTERFACE_BODY_BYTES + TRAILER_BYTES],
  [BLOCK_TYPE.packet, PACKET_DATA + TRAILER_BYTES],
  [BLOCK_TYPE.simplePacket, SIMPLE_DATA + TRAILER_BYTES],
  [BLOCK_TYPE.enhancedPacket, PACKET_DATA + TRAILER_BYTES],
]);
/** The longest frame that there is, and room for comments. A block that is read has to be in memory in one piece. */
const MOST_BLOCK_BYTES = MAX_MESSAGE_BYTES + 2 ** 20;
/** Some tools write an interface for each flow. More than this many only a hostile file has; it bounds what is kept. */
const MOST_INTERFACES = 2 ** 18;

const NO_INTERFACE = { units: null, linkType: 0, snaplenBytes: 0 } as const;

/**
 * Finds the packets of a pcapng file: its sections, each with a byte order and interfaces of its own, and three kinds of
 * packet blocks. All other blocks are skipped, and counted. A long file, as it is one state machine: the block that is
 * being skipped, if any, and the section that is being read.
 *
 * @see draft-ietf-opsawg-pcapng
 */
export class PcapngScanner implements RecordScanner {
  private littleEndian = true;
  private interfaces: InterfaceDescription[] = [];
  /** File offset of the first byte that scan() is given next. */
  private position = 0;
  /** The block that is being read: where it begins, its type and how long it says it is. */
  private blockOffset = 0;
  private blockType: number = BLOCK_TYPE.sectionHeader;
  private blockBytes = 0;
  /** Bytes of that block that are still to be skipped, its trailer included. */
  private leftBytes = 0;
  private needed = LEAST_BLOCK_BYTES;
  private found: SavefileProblem | null = null;
  /** Damage behind which reading went on. */
  private noted: SavefileProblem | null = null;
  private readonly tally = new BlockTally();
  private readonly time: TimeSlot = { seconds: NaN, nanoseconds: 0 };

  get problem(): SavefileProblem | null {
    return this.found;
  }

  get neededBytes(): number {
    return this.needed;
  }

  /** How many blocks of each kind were met, packets included. */
  get blockCounts(): ReadonlyMap<string, number> {
    return this.tally.byName;
  }

  scan(bytes: Uint8Array, batch: RecordBatch): number {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const start = this.position;
    batch.bytes = bytes;
    batch.view = view;
    batch.count = 0;
    while (this.found === null && batch.count < batch.capacity) {
      const at = this.position - start;
      const done = this.leftBytes > 0 ? this.skip(view, at) : this.readBlock(view, at, batch);
      if (done === 0) {
        break;
      }
      this.position += done;
    }
    return this.found === null ? this.position - start : bytes.length;
  }

  end(rest: Uint8Array): void {
    if (this.found === null && this.leftBytes > 0) {
      const haveBytes = this.position - this.blockOffset + rest.length;
      this.found = truncatedProblem(blockName(this.blockType), this.blockOffset, haveBytes, this.blockBytes);
    } else if (this.found === null && rest.length > 0) {
      const isNamed = rest.length >= LEAST_BLOCK_BYTES;
      const name = isNamed ? blockName(this.blockType) : 'block';
      const needBytes = isNamed ? this.blockBytes : LEAST_BLOCK_BYTES;
      this.found = truncatedProblem(name, this.position, rest.length, needBytes);
    }
    this.found ??= this.noted;
  }

  /** Goes on to the end of the block, where its length stands once more; gives the bytes that are done with. */
  private skip(view: DataView, at: number): number {
    const available = view.byteLength - at;
    const body = this.leftBytes - TRAILER_BYTES;
    if (body > 0) {
      const skipped = Math.min(available, body);
      this.leftBytes -= skipped;
      this.needed = 1;
      return skipped;
    }
    if (!this.has(view, at, TRAILER_BYTES) || !this.isTrailer(view, at, this.position)) {
      return 0;
    }
    this.leftBytes = 0;
    this.needed = LEAST_BLOCK_BYTES;
    return TRAILER_BYTES;
  }

  /** Reads a block, or begins to skip it; gives the bytes that are done with, 0 where more are needed first. */
  private readBlock(view: DataView, at: number, batch: RecordBatch): number {
    if (!this.has(view, at, LEAST_BLOCK_BYTES)) {
      return 0;
    }
    const type = view.getUint32(at, this.littleEndian);
    if (type === BLOCK_TYPE.sectionHeader && !this.readByteOrder(view, at)) {
      return 0;
    }
    const leastBytes = LEAST_BYTES.get(type);
    const statedBytes = view.getUint32(at + TOTAL_LENGTH, this.littleEndian);
    // Some writers leave the padding out of the length, yet write it.
    const blockBytes = Math.ceil(statedBytes / 4) * 4;
    this.blockOffset = this.position;
    this.blockType = type;
    this.blockBytes = statedBytes;
    if (!this.isLengthPossible(blockBytes, leastBytes)) {
      return 0;
    }
    if (leastBytes === undefined) {
      this.tally.add(type);
      this.leftBytes = blockBytes - BODY;
      return BODY;
    }
    const trailer = blockBytes - TRAILER_BYTES;
    if (!this.has(view, at, blockBytes) || !this.isTrailer(view, at + trailer, this.position + trailer)) {
      return 0;
    }
    if (!this.readBody(view, at, batch, blockBytes)) {
      return 0;
    }
    this.tally.add(type);
    return blockBytes;
  }

  /** A section header says the byte order of all that follows it, its own length included. */
  private readByteOrder(view: DataView, at: number): boolean {
    this.littleEndian = view.getUint32(at + BYTE_ORDER_MAGIC, true) === BYTE_ORDER_MAGIC_VALUE;
    const magic = view.getUint32(at + BYTE_ORDER_MAGIC, this.littleEndian);
    if (magic === BYTE_ORDER_MAGIC_VALUE) {
      return true;
    }
    const digits = magic.toString(16).padStart(8, '0');
    const text = `section header block has the byte-order magic 0x${digits}, must be 0x1a2b3c4d`;
    return this.fail('unknown-byte-order', this.position + BYTE_ORDER_MAGIC, text);
  }

  private isLengthPossible(blockBytes: number, leastBytes: number | undefined): boolean {
    const least = leastBytes ?? LEAST_BLOCK_BYTES;
    if (blockBytes < least) {
      const text = `${blockName(this.blockType)} of ${this.blockBytes} bytes, must have at least ${least}`;
      return this.fail('impossible-length', this.position + TOTAL_LENGTH, text);
    }
    if (leastBytes !== undefined && blockBytes > MOST_BLOCK_BYTES) {
      const name = blockName(this.blockType);
      this.found = recordLengthProblem(name, this.blockBytes, this.position + TOTAL_LENGTH, MOST_BLOCK_BYTES);
    }
    return this.found === null;
  }

  private isTrailer(view: DataView, at: number, byteOffset: number): boolean {
    const trailer = view.getUint32(at, this.littleEndian);
    if (trailer === this.blockBytes) {
      return true;
    }
    const text = `${blockName(this.blockType)} of ${this.blockBytes} bytes ends with the length ${trailer}`;
    return this.fail('impossible-length', byteOffset, text);
  }

  private readBody(view: DataView, at: number, batch: RecordBatch, blockBytes: number): boolean {
    switch (this.blockType) {
      case BLOCK_TYPE.sectionHeader:
        return this.readSectionHeader(view, at, blockBytes);
      case BLOCK_TYPE.interfaceDescription:
        return this.readInterface(view, at, blockBytes);
      case BLOCK_TYPE.simplePacket:
        return this.readSimplePacket(view, at, batch, blockBytes);
      default:
        return this.readPacket(view, at, batch, blockBytes);
    }
  }

  private readSectionHeader(view: DataView, at: number, blockBytes: number): boolean {
    const major = view.getUint16(at + MAJOR_VERSION, this.littleEndian);
    if (major !== MAJOR) {
      const minor = view.getUint16(at + MINOR_VERSION, this.littleEndian);
      const text = `pcapng version ${major}.${minor}, only ${MAJOR}.x is read`;
      return this.fail('unsupported-version', this.position + MAJOR_VERSION, text);
    }
    this.interfaces = [];
    this.checkOptions(view, at, SECTION_OPTIONS, blockBytes);
    return true;
  }

  private readInterface(view: DataView, at: number, blockBytes: number): boolean {
    if (this.interfaces.length === MOST_INTERFACES) {
      return this.fail('too-many-interfaces', this.position, `more than ${MOST_INTERFACES} interfaces in a section`);
    }
    const body = new DataView(view.buffer, view.byteOffset + at + BODY, blockBytes - LEAST_BLOCK_BYTES);
    const description = readInterfaceDescription(body, this.littleEndian);
    this.interfaces.push(description);
    if (description.lyingOption !== null) {
      this.noteOption(BODY + description.lyingOption);
    }
    return true;
  }

  private readPacket(view: DataView, at: number, batch: RecordBatch, blockBytes: number): boolean {
    const { littleEndian, time } = this;
    const isEnhanced = this.blockType === BLOCK_TYPE.enhancedPacket;
    const number = isEnhanced
      ? view.getUint32(at + INTERFACE, littleEndian)
      : view.getUint16(at + INTERFACE, littleEndian);
    const capturedBytes = view.getUint32(at + CAPTURED_LENGTH, littleEndian);
    const { units, linkType } = this.interfaces[number] ?? NO_INTERFACE;
    if (units === null) {
      return this.failInterface(number);
    }
    const mostBytes = Math.min(blockBytes - PACKET_DATA - TRAILER_BYTES, maxRecordBytes(linkType));
    if (capturedBytes > mostBytes) {
      return this.failCapturedLength(capturedBytes, CAPTURED_LENGTH, mostBytes);
    }
    const options = PACKET_DATA + Math.ceil(capturedBytes / 4) * 4;
    if (options + TRAILER_BYTES < blockBytes) {
      this.checkOptions(view, at, options, blockBytes);
    }
    units.read(view.getUint32(at + TIME_HIGH, littleEndian), view.getUint32(at + TIME_LOW, littleEndian), time);
    const { count } = batch;
    batch.seconds[count] = time.seconds;
    batch.nanoseconds[count] = time.nanoseconds;
    batch.frameStart[count] = at + PACKET_DATA;
    batch.capturedBytes[count] = capturedBytes;
    batch.wireBytes[count] = view.getUint32(at + WIRE_LENGTH, littleEndian);
    batch.linkType[count] = linkType;
    batch.fileOffset[count] = this.position + PACKET_DATA;
    batch.count = count + 1;
    return true;
  }

  /** It belongs to the section's first interface, whose snaplen says how much of the frame is there. It has no time. */
  private readSimplePacket(view: DataView, at: number, batch: RecordBatch, blockBytes: number): boolean {
    const { units, linkType, snaplenBytes } = this.interfaces[0] ?? NO_INTERFACE;
    if (units === null) {
      return this.failInterface(0);
    }
    const roomBytes = blockBytes - SIMPLE_DATA - TRAILER_BYTES;
    const wireBytes = view.getUint32(at + SIMPLE_WIRE_LENGTH, this.littleEndian);
    const capturedBytes = Math.min(wireBytes, roomBytes, snaplenBytes === 0 ? roomBytes : snaplenBytes);
    const mostBytes = maxRecordBytes(linkType);
    if (capturedBytes > mostBytes) {
      return this.failCapturedLength(capturedBytes, SIMPLE_WIRE_LENGTH, mostBytes);
    }
    const { count } = batch;
    batch.seconds[count] = NaN;
    batch.nanoseconds[count] = 0;
    batch.frameStart[count] = at + SIMPLE_DATA;
    batch.capturedBytes[count] = capturedBytes;
    batch.wireBytes[count] = wireBytes;
    batch.linkType[count] = linkType;
    batch.fileOffset[count] = this.position + SIMPLE_DATA;
    batch.count = count + 1;
    return true;
  }

  private checkOptions(view: DataView, at: number, options: number, blockBytes: number): void {
    const to = at + blockBytes - TRAILER_BYTES;
    const lying = walkOptions(view, at + options, to, this.littleEndian, ignoreOption);
    if (lying >= 0) {
      this.noteOption(lying - at);
    }
  }

  /** Packets can be read without options, so reading goes on. */
  private noteOption(offsetInBlock: number): void {
    const text = `${blockName(this.blockType)} has an option that claims more bytes than there are`;
    this.noted ??= { kind: 'impossible-length', byteOffset: this.position + offsetInBlock, text };
  }

  /** Whether that many bytes are there from `at`; if not, it asks for them. */
  private has(view: DataView, at: number, bytes: number): boolean {
    const isThere = view.byteLength - at >= bytes;
    this.needed = isThere ? LEAST_BLOCK_BYTES : bytes;
    return isThere;
  }

  private failInterface(number: number): false {
    const text = `${blockName(this.blockType)} of interface ${number}, but its section has ${this.interfaces.length} interfaces`;
    return this.fail('unknown-interface', this.position + INTERFACE, text);
  }

  private failCapturedLength(capturedBytes: number, field: number, mostBytes: number): false {
    this.found = recordLengthProblem(blockName(this.blockType), capturedBytes, this.position + field, mostBytes);
    return false;
  }

  private fail(kind: SavefileProblemKind, byteOffset: number, text: string): false {
    this.found = { kind, byteOffset, text };
    return false;
  }
}

function ignoreOption(): void {
  // Only its length matters.
}
