import { BYTE_FIELD } from '../fields/byte-field';
import { CONNECTION_FIELDS } from '../fields/connection-fields';
import { END_FIELDS } from '../fields/end-fields';
import { FLAG_FIELDS } from '../fields/flag-fields';
import { PACKET_FIELDS } from '../fields/packet-fields';
import type { Filter } from '../filter';
import type { FilterField } from '../filter-field';
import { filterField, FILTER_FIELDS } from '../filter-fields';
import { filterTokens } from '../filter-token';

/** Who made a packet and why, only the join knows. */
const JOINED: ReadonlySet<string> = new Set(['owner', 'reason']);
const OF_PACKETS: ReadonlySet<string> = new Set(['connection', 'kind', 'side', 'time', 'delta', 'text']);
const OF_CONNECTIONS: ReadonlySet<string> = new Set(['tcp', 'udp', 'ip', 'ip6', 'time']);

/** What a PacketFilter can ask for: what a packet says by itself, and where it stands among those before it. */
export const PACKET_FILTER_FIELDS: readonly FilterField[] = FILTER_FIELDS.filter(
  (field) =>
    OF_PACKETS.has(field.name) ||
    (!JOINED.has(field.name) && [BYTE_FIELD, ...END_FIELDS, ...FLAG_FIELDS, ...PACKET_FIELDS].includes(field)),
);

/** What a ConnectionFilter can ask for. */
export const CONNECTION_FILTER_FIELDS: readonly FilterField[] = FILTER_FIELDS.filter(
  (field) => OF_CONNECTIONS.has(field.name) || [...END_FIELDS, ...CONNECTION_FIELDS].includes(field),
);

/** A field that a filter asks for in vain, and where its name stands. */
export interface UnavailableField {
  readonly name: string;
  /** Index of its first character in the filter's text. */
  readonly at: number;
}

/** Gives the first field of a filter that is not among those that there are; null where all are. */
export function unavailableField(
  filter: Filter,
  text: string,
  available: readonly FilterField[],
): UnavailableField | null {
  const name = fieldsOf(filter).find((each) => !available.some((field) => field.name === each));
  return name === undefined ? null : { name, at: placeOf(name, text) };
}

function fieldsOf(filter: Filter): readonly string[] {
  if ('terms' in filter) return filter.terms.flatMap(fieldsOf);
  return 'term' in filter ? fieldsOf(filter.term) : [filter.field];
}

/** A value can be a field's name too; it stands behind an operator. */
const BEFORE_VALUE = /^([=!<>]=?|==|contains|like|matches|in|eq|ne|gt|ge|lt|le|\{|,|~)$/;

function placeOf(name: string, text: string): number {
  const tokens = filterTokens(text);
  const isValue = (place: number): boolean =>
    BEFORE_VALUE.test(tokens[place - 1]?.text ?? '') && tokens[place - 1]?.text !== '!';
  const found = tokens.find((token, place) => filterField(token.text)?.name === name && !isValue(place));
  return found?.at ?? 0;
}
