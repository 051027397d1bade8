/**
 * JSON of values that hold integers beyond 2^53 (`{"bigint":"..."}`) and bytes (`{"bytes":[...]}`). It has no `//`, which begins a
 * comment: only strings can, and there a slash can be escaped.
 */
export function exactJson(value: unknown): string {
  const text = JSON.stringify(value, (_, part: unknown) => {
    if (typeof part === 'bigint') return { bigint: String(part) };
    return part instanceof Uint8Array ? { bytes: [...part] } : part;
  });
  return text.replace(/\/\//g, '/\\/');
}

/** Gives back what exactJson() wrote; undefined for what is not JSON. */
export function parseExactJson(text: string): unknown {
  try {
    return JSON.parse(text, (_, part: unknown) => revived(part));
  } catch {
    return undefined;
  }
}

function revived(part: unknown): unknown {
  if (typeof part !== 'object' || part === null) return part;
  if ('bigint' in part && typeof part.bigint === 'string' && /^-?\d{1,30}$/.test(part.bigint)) {
    return BigInt(part.bigint);
  }
  return 'bytes' in part && Array.isArray(part.bytes) ? Uint8Array.from(part.bytes) : part;
}

/** Gives the properties of `actual` that are not the same in `assumed`, in the order of their names. */
export function differences(actual: object, assumed: object): Record<string, unknown> {
  const known = new Map(Object.entries(assumed).map(([key, value]) => [key, exactJson(value)]));
  return Object.fromEntries(
    Object.entries(actual)
      .filter(([key, value]) => known.get(key) !== exactJson(value))
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

/** Gives an object without one of its properties. */
export function without<Key extends string, Value extends object>(key: Key, value: Value): Omit<Value, Key> {
  return Object.fromEntries(Object.entries(value).filter(([name]) => name !== key)) as Omit<Value, Key>;
}
