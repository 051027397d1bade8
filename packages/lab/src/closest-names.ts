/** Two names are taken for each other with at most so many letters wrong, and never more than half of them. */
const MOST_EDITS = 4;

/** Gives the names that a mistyped one may have meant, closest first; at most three. */
export function closestNames(typed: string, names: readonly string[]): string[] {
  const most = Math.min(MOST_EDITS, Math.floor(typed.length / 2));
  const near = names.map((name) => ({ name, edits: editDistance(typed, name) })).filter(({ edits }) => edits <= most);
  const parts = typed.length < 3 ? [] : names.filter((name) => name.includes(typed) || typed.includes(name));
  const found = near.sort((a, b) => a.edits - b.edits).map(({ name }) => name);
  return [...new Set([...parts, ...found])].slice(0, 3);
}

/** Gives how many letters must be put in, taken out or changed to make one text of another (Levenshtein's distance). */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_cell, index) => index);
  for (const [line, letter] of [...from].entries()) {
    const next = [line + 1];
    for (const [column, other] of [...to].entries()) {
      const replaced = (row[column] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(replaced, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
