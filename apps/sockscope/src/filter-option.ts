import { parseFilter, unavailableField } from '@sockscope/timeline';
import type { Filter, FilterField } from '@sockscope/timeline';
import { printLines, say } from './output';

/** A filter that was typed: `filter` null lets everything through. */
export interface TypedFilter {
  readonly filter: Filter | null;
}

/** What a filter can ask for where that is not everything. */
export interface AvailableFields {
  readonly fields: readonly FilterField[];
  /** What is said of others behind their name. */
  readonly otherwise: string;
}

/**
 * Reads the value of --filter; null where it is none, which is said on standard error, with a caret where it goes wrong:
 * `--filter, character 9: expected a whole number, found http: port == ^http`.
 */
export function readFilter(typed: string | undefined, available?: AvailableFields): TypedFilter | null {
  const text = typed ?? '';
  const reading = parseFilter(text);
  if (!reading.ok) return refuse(text, reading.error.at, reading.error.text);
  const { filter } = reading;
  if (filter === null || available === undefined) return { filter };
  const missing = unavailableField(filter, text, available.fields);
  return missing === null ? { filter } : refuse(text, missing.at, `${missing.name} ${available.otherwise}`);
}

function refuse(filter: string, at: number, reason: string): null {
  say(`--filter, character ${at + 1}: ${reason}: ${filter.slice(0, at)}^${filter.slice(at)}`);
  return null;
}

/** Prints every field that a filter can ask for, with an example; resolves to the exit status. */
export async function listFilterFields(fields: readonly FilterField[]): Promise<number> {
  await printLines(fields.map(({ name, help, example }) => `${name.padEnd(24)}${help}: ${example}`));
  return 0;
}
