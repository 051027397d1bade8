import { ENDPOINT_HASH_BYTES } from '../flow/endpoint-hash';
import { PACKET_TEXTS } from './packet-texts';
import { TEXT_BYTES, textBytes } from './texts';

/** How many records a batch in this memory has; what they need stays in a near cache until it is used. */
export const SCANNED_RECORDS = 1024;

/** Binary logarithm of how many connections are found without NewestFlows. */
export const RECENT_BITS = 13;
/** 2^32 by the golden ratio: the upper bits of a product with it depend on all bits (Knuth, The Art of Computer Programming, §6.4). */
export const RECENT_FACTOR = 0x9e3779b1;

/** So much is copied of a frame that is in another memory: Ethernet, IPv6 and TCP without options take 74. */
export const HEADER_BYTES = 80;

/** How much of a file is read at once. */
export const PIECE_BYTES = 2 ** 20;
/** Before each piece: a record of most link types and its header, see record-limit.ts. */
export const HEADROOM_BYTES = 2 ** 18 + 64;
/** The piece that is in use, the one before it, of which a rest may still be needed, and two that are read ahead. */
export const PIECES = 4;

/** How much there is for the text of a packet's ends, and of how many it is kept. */
export const END_TEXT_BYTES = 256;
export const END_TEXTS = 2 ** 14;

/** So many bytes of lines are written before they are taken away. */
export const LINES_BYTES = 2 ** 18;
/** No line is longer: it is made of numbers, and of what this program says. */
export const MOST_LINE_BYTES = 4096;

const CACHE_LINE_BYTES = 64;
const WORD = 4;
const NUMBER = 8;
const FLAGS = 2 ** 12;
const OPTION_KINDS = 2 ** 8;

/** Byte offsets of the columns of so many records: numbers of 64 bits, then words of 32. */
export function columnOffsets(records: number) {
  const words = 2 * records * NUMBER;
  return {
    seconds: 0,
    fileOffset: records * NUMBER,
    frameStart: words,
    capturedBytes: words + records * WORD,
    wireBytes: words + 2 * records * WORD,
    nanoseconds: words + 3 * records * WORD,
    linkType: words + 4 * records * WORD,
    end: words + 5 * records * WORD,
  };
}

const RECENT = ENDPOINT_HASH_BYTES;
const COLUMNS = RECENT + 2 ** RECENT_BITS * WORD;
const COLUMN = columnOffsets(SCANNED_RECORDS);
const CONNECTION = COLUMNS + COLUMN.end;
const HEADER_START = CONNECTION + SCANNED_RECORDS * WORD;
const HEADERS = HEADER_START + SCANNED_RECORDS * WORD;
const OPTION_BYTES = HEADERS + SCANNED_RECORDS * HEADER_BYTES;
const PACKET_TEXT = OPTION_BYTES + OPTION_KINDS;
const FLAG_TEXTS = PACKET_TEXT + textBytes(PACKET_TEXTS).length;
const END_TEXT = FLAG_TEXTS + FLAGS * TEXT_BYTES;
const LINES = END_TEXT + END_TEXTS * END_TEXT_BYTES;
const LINES_END = LINES + LINES_BYTES;
// Rows begin where a line of a cache does, as all before them is a multiple of it.
const FILE_PIECES = LINES_END + CACHE_LINE_BYTES;

/** Byte offsets in a ScanMemory. */
export const MEMORY = {
  /** The numbers of EndpointHash. */
  hashTables: 0,
  /** Index + 1 of connections that had packets lately, by a hash of their endpoints: what it has between two is their newest. */
  recent: RECENT,
  /** The columns of a RecordBatch. */
  columns: COLUMNS,
  seconds: COLUMNS + COLUMN.seconds,
  fileOffset: COLUMNS + COLUMN.fileOffset,
  frameStart: COLUMNS + COLUMN.frameStart,
  capturedBytes: COLUMNS + COLUMN.capturedBytes,
  wireBytes: COLUMNS + COLUMN.wireBytes,
  nanoseconds: COLUMNS + COLUMN.nanoseconds,
  linkType: COLUMNS + COLUMN.linkType,
  /** Column of the connections that were found. */
  connection: CONNECTION,
  /** What begins frames that are in another memory, and the column that says where each is. */
  headers: HEADERS,
  headerStart: HEADER_START,
  /** Bytes that a TCP option of each kind has; 0: it says itself. */
  optionBytes: OPTION_BYTES,
  /** PACKET_TEXTS, the text of each combination of flags, and of some ends, with connection's index + 1 and length before it. */
  packetTexts: PACKET_TEXT,
  flagTexts: FLAG_TEXTS,
  endTexts: END_TEXT,
  /** Lines of `packets --json`, and behind them where they end. */
  lines: LINES,
  linesEnd: LINES_END,
  /** PIECES times headroom and piece. */
  pieces: FILE_PIECES,
  /** From here on the memory is its FlowTable's. */
  flows: FILE_PIECES + PIECES * (HEADROOM_BYTES + PIECE_BYTES),
} as const;
