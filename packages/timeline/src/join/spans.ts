import { firstIndex } from './first-index';

/** Bytes of a stream, `[from, to)`. Positions count from the first byte after the SYN. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Of spans in stream order those that share bytes with `[from, to)`, by binary search. */
export function overlapping<Part extends Span>(spans: readonly Part[], from: number, to: number): Part[] {
  const found: Part[] = [];
  for (let index = firstIndex(spans.length, (at) => (spans[at]?.to ?? Infinity) <= from); ; index++) {
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
