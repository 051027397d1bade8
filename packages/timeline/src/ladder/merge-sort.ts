/**
 * Sorts numbers in place by `compare`; those that are equal keep their order. Takes little more than one pass where the input
 * is a few ascending runs, one after the other, as the recordings of several sources are.
 */
export function mergeSort(values: Uint32Array, compare: (a: number, b: number) => number): void {
  let from: Uint32Array = values;
  let to: Uint32Array = new Uint32Array(values.length);
  for (let starts = runStarts(values, compare); starts.length > 2;) {
    const merged = [0];
    for (let run = 0; run + 1 < starts.length; run += 2) {
      const begin = starts[run] ?? 0;
      const middle = starts[run + 1] ?? 0;
      const end = starts[run + 2] ?? middle;
      merge(from, to, { begin, middle, end }, compare);
      merged.push(end);
    }
    starts = merged;
    [from, to] = [to, from];
  }
  if (from !== values) values.set(from);
}

/** Where ascending runs begin, and the end of the last. */
function runStarts(values: Uint32Array, compare: (a: number, b: number) => number): number[] {
  const starts = [0];
  for (let at = 1; at < values.length; at++) {
    if (compare(values[at - 1] ?? 0, values[at] ?? 0) > 0) starts.push(at);
  }
  starts.push(values.length);
  return starts;
}

interface TwoRuns {
  readonly begin: number;
  readonly middle: number;
  readonly end: number;
}

function merge(
  from: Uint32Array,
  to: Uint32Array,
  { begin, middle, end }: TwoRuns,
  compare: (a: number, b: number) => number,
): void {
  let left = begin;
  let right = middle;
  for (let at = begin; at < end; at++) {
    const a = from[left] ?? 0;
    const b = from[right] ?? 0;
    const isLeft = left < middle && (right >= end || compare(a, b) <= 0);
    to[at] = isLeft ? a : b;
    if (isLeft) left += 1;
    else right += 1;
  }
}
