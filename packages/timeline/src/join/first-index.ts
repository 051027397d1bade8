/**
 * Gives the first index below `length` that does not come before what is sought, by binary search; `length` where all do.
 *
 * @param isBefore Must be true up to some index and false from there on.
 */
export function firstIndex(length: number, isBefore: (index: number) => boolean): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isBefore(middle)) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}
