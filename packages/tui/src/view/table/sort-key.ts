/** What a column is sorted by: a number or bigint of whole units, or text; null: the row has none. */
export type SortKey = number | bigint | string | null;

/**
 * Gives each row a whole number from 0 that orders it as its key does; 0 where it has none. Keys that are whole numbers below 2^53
 * are taken as they are, less the least; others by their rank, for which equal ones are compared once.
 */
export function wholeKeys(values: readonly SortKey[]): Float64Array {
  return lessTheLeast(values) ?? ranks(values);
}

/** null where a key is no whole number, or they lie too far apart. */
function lessTheLeast(values: readonly SortKey[]): Float64Array | null {
  const keys = new Float64Array(values.length);
  let least = Infinity;
  let most = -Infinity;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (value === null) continue;
    const key = typeof value === 'bigint' ? Number(value) : value;
    if (typeof key !== 'number' || !Number.isSafeInteger(key)) return null;
    keys[i] = key;
    if (key < least) least = key;
    if (key > most) most = key;
  }
  if (most > least && !Number.isSafeInteger(most - least)) return null;
  for (let i = 0; i < keys.length; i++) keys[i] = values[i] === null ? 0 : (keys[i] ?? 0) - least;
  return keys;
}

function ranks(values: readonly SortKey[]): Float64Array {
  const known = new Set(values.filter((value) => value !== null));
  const sorted = [...known].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const rankOf = new Map<SortKey, number>(sorted.map((value, rank) => [value, rank]));
  return Float64Array.from(values, (value) => rankOf.get(value) ?? 0);
}
