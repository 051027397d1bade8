import { BYTE_FIELD } from './fields/byte-field';
import { CALL_FIELDS } from './fields/call-fields';
import { CONNECTION_FIELDS } from './fields/connection-fields';
import { END_FIELDS } from './fields/end-fields';
import { FLAG_FIELDS } from './fields/flag-fields';
import { PACKET_FIELDS } from './fields/packet-fields';
import { ROW_FIELDS } from './fields/row-fields';
import type { FilterField } from './filter-field';

/** Everything that a filter can ask for, once: parsing, completion and help are made from this table, in this order. */
export const FILTER_FIELDS: readonly FilterField[] = [
  ...CALL_FIELDS,
  BYTE_FIELD,
  ...END_FIELDS,
  ...FLAG_FIELDS,
  ...PACKET_FIELDS,
  ...CONNECTION_FIELDS,
  ...ROW_FIELDS,
];

const byName: ReadonlyMap<string, FilterField> = new Map(
  FILTER_FIELDS.flatMap((field) => [field.name, ...field.aliases].map((name) => [name, field] as const)),
);

/** Gives a field by its name or an alias, in capitals or not. */
export function filterField(name: string): FilterField | null {
  return byName.get(name) ?? byName.get(name.toLowerCase()) ?? null;
}

/** Gives every name and alias, in the order of the table. */
export function filterNames(): readonly string[] {
  return [...byName.keys()];
}
