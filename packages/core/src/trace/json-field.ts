/** A JSON object whose fields are still to be checked. */
export type JsonRecord = Readonly<Record<string, unknown>>;

/** Tells whether a parsed JSON value is an object, not an array and not null. */
export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Gives an integer field; null where it is absent or anything else. */
export function readInteger(json: JsonRecord, field: string): number | null {
  const value = json[field];
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : null;
}

/** Gives a text field that matches the pattern; null where it is absent or anything else. */
export function readMatch(json: JsonRecord, field: string, pattern: RegExp): string | null {
  const value = json[field];
  return typeof value === 'string' && pattern.test(value) ? value : null;
}
