/** Bytes of a stream, `[from, to)`. Positions count from the first byte after the SYN. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Of spans in stream order the place of the first that ends behind that byte, by binary search. */
export function firstOverlapping(spans: readonly Span[], from: number): number {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((spans[middle]?.to ?? Infinity) <= from) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

/** Of spans in stream order those that share bytes with `[from, to)`. */
export function overlapping<Part extends Span>(spans: readonly Part[], from: number, to: number): Part[] {
  const found: Part[] = [];
  for (let index = firstOverlapping(spans, from); ; index++) {
    const span = spans[index];
    if (span === undefined || span.from >= to) {
      return found;
    }
    found.push(span);
  }
}

/** The bytes that both have. */
export function common(a: Span, b: Span): Span {
  return { from: Math.max(a.from, b.from), to: Math.min(a.to, b.to) };
}
