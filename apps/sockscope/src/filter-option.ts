import { parseFilter } from '@sockscope/timeline';
import type { Filter } from '@sockscope/timeline';
import { say } from './output';

/** A filter that was typed: `filter` null lets everything through. */
export interface TypedFilter {
  readonly filter: Filter | null;
}

/**
 * Reads the value of --filter; null where it is none, which is said on standard error, with a caret where it goes wrong:
 * `--filter, character 9: expected a whole number, found http: port == ^http`.
 */
export function readFilter(typed: string | undefined): TypedFilter | null {
  const text = typed ?? '';
  const reading = parseFilter(text);
  if (reading.ok) return { filter: reading.filter };
  const { at, text: reason } = reading.error;
  say(`--filter, character ${at + 1}: ${reason}: ${text.slice(0, at)}^${text.slice(at)}`);
  return null;
}
