/** Gives the places of the lines that hold what is looked for; capitals do not matter. */
export function linesWith(lines: readonly string[], wanted: string): readonly number[] {
  const small = wanted.toLowerCase();
  return lines.flatMap((line, i) => (line.toLowerCase().includes(small) ? [i] : []));
}

/** Gives the first of the lines behind `line`, or before it with a negative step, around the ends; null without any. */
export function lineFrom(lines: readonly number[], line: number, by: number): number | null {
  const next = by > 0 ? lines.find((each) => each > line) : lines.findLast((each) => each < line);
  return next ?? (by > 0 ? lines[0] : lines.at(-1)) ?? null;
}
