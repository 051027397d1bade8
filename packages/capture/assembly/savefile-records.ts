// AssemblyScript, for SavefileScanner: one loop that runs for each of millions of records.
import { MEMORY, SAVEFILE_RECORD_OFFSET, SCANNED_RECORDS } from './constants';

const NS_PER_SECOND: u32 = 1_000_000_000;

/**
 * Fills the columns, from the first entry on, with the whole records that begin at `from`, and gives how many those are. It stops when
 * the columns are full, at `end`, and at a record that is not as it should be: too long, or with a fraction of a second or more.
 *
 * @param headerBytes Of a record.
 * @param mostBytes How long a record may be.
 * @param fractionNs How many nanoseconds the unit of a record's fraction of a second has.
 * @param fileOffset Where in the capture `from` is.
 */
export function scanRecords(
  from: u32,
  end: u32,
  headerBytes: u32,
  isBigEndian: u32,
  mostBytes: u32,
  fractionNs: u32,
  linkType: u32,
  fileOffset: f64,
): u32 {
  const mostFraction = NS_PER_SECOND / fractionNs;
  let at = from;
  let count: u32 = 0;
  for (; count < SCANNED_RECORDS && end - at >= headerBytes; count++) {
    const captured = load32(at + SAVEFILE_RECORD_OFFSET.capturedBytes, isBigEndian);
    const fraction = load32(at + SAVEFILE_RECORD_OFFSET.fraction, isBigEndian);
    const start = at + headerBytes;
    if (captured > mostBytes || end - start < captured || fraction >= mostFraction) {
      break;
    }
    const word = count << 2;
    store<f64>(MEMORY.seconds + (word << 1), <f64>load32(at + SAVEFILE_RECORD_OFFSET.seconds, isBigEndian));
    store<f64>(MEMORY.fileOffset + (word << 1), fileOffset + <f64>(start - from));
    store<u32>(MEMORY.frameStart + word, start - from);
    store<u32>(MEMORY.capturedBytes + word, captured);
    store<u32>(MEMORY.wireBytes + word, load32(at + SAVEFILE_RECORD_OFFSET.wireBytes, isBigEndian));
    store<u32>(MEMORY.nanoseconds + word, fraction * fractionNs);
    store<u32>(MEMORY.linkType + word, linkType);
    at = start + captured;
  }
  return count;
}

function load32(at: u32, isBigEndian: u32): u32 {
  const word = load<u32>(at);
  return isBigEndian === 0 ? word : bswap<u32>(word);
}
