const OPTION_HEADER_BYTES = 4;
const END_OF_OPTIONS = 0;

/** Takes one option: its value begins at `value`. */
export type OptionTaker = (code: number, value: number, lengthBytes: number) => void;

/**
 * Walks the options of a block, each a code, a length and a value that is padded to a multiple of four bytes. Gives the
 * position of an option that claims more bytes than there are; -1 where none does.
 *
 * @param from Where the options begin in `view`.
 * @param to Where they end at the latest.
 * @see draft-ietf-opsawg-pcapng §3.5
 */
export function walkOptions(
  view: DataView,
  from: number,
  to: number,
  littleEndian: boolean,
  take: OptionTaker,
): number {
  let at = from;
  while (to - at >= OPTION_HEADER_BYTES) {
    const code = view.getUint16(at, littleEndian);
    const lengthBytes = view.getUint16(at + 2, littleEndian);
    const value = at + OPTION_HEADER_BYTES;
    if (code === END_OF_OPTIONS) {
      return -1;
    }
    if (lengthBytes > to - value) {
      return at;
    }
    take(code, value, lengthBytes);
    at = value + Math.ceil(lengthBytes / 4) * 4;
  }
  return -1;
}
