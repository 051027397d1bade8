import { isAddress } from './address-value';
import { durationValueText, parseDuration } from './duration-value';
import type { FilterOperator, FilterValue } from './filter';
import type { FilterField, FilterType } from './filter-field';
import { quotedText } from './filter-token';

const NUMBER = /^(?:0x[0-9a-f]{1,12}|-?\d{1,15})$/i;
const PLAIN_WORD = /^[A-Za-z0-9_.:/-]+$/;
const FLAG_VALUES: ReadonlyMap<string, number> = new Map([
  ['0', 0],
  ['1', 1],
  ['false', 0],
  ['true', 1],
]);

/** Which operators a type has, best known first. */
export const OPERATORS: Readonly<Record<FilterType, readonly FilterOperator[]>> = {
  flag: ['==', '!='],
  number: ['==', '!=', '>', '>=', '<', '<='],
  duration: ['>', '>=', '<', '<=', '==', '!='],
  word: ['==', '!=', 'matches'],
  text: ['==', '!=', 'contains', 'like', 'matches'],
  address: ['==', '!='],
};

/** What a value of a type looks like, for a message. */
const EXPECTED: Readonly<Record<FilterType, string>> = {
  flag: '0 or 1',
  number: 'a whole number',
  duration: 'a duration such as 1ms',
  word: 'a word',
  text: 'a text',
  address: 'an address such as 127.0.0.1 or 10.0.0.0/8',
};

/** Reads a value of a field; null where it is none. Words are given as the field spells them. */
export function parseFilterValue({ type, words }: FilterField, text: string): FilterValue | null {
  switch (type) {
    case 'flag':
      return FLAG_VALUES.get(text.toLowerCase()) ?? null;
    case 'number':
      return NUMBER.test(text) ? Number(text) : null;
    case 'duration':
      return parseDuration(text);
    case 'word':
      return words?.find((word) => word.toLowerCase() === text.toLowerCase()) ?? null;
    case 'text':
      return text;
    case 'address':
      return isAddress(text) ? text.toLowerCase() : null;
  }
}

/** Gives what a value of the field should be, for a message: `one of call, packet, exit`. */
export function expectedValue({ type, words }: FilterField): string {
  if (words === undefined) return EXPECTED[type];
  return words.length > 5 ? `one of ${words.slice(0, 4).join(', ')} ...` : `one of ${words.join(', ')}`;
}

/** Gives a regular expression in quotes: a quote within gets an escape, which it may have for RE2 as well. */
export function quotedExpression(pattern: string): string {
  return `"${escapedQuotes(pattern)}"`;
}

/** Gives a regular expression with an escape before each quote that has none. */
export function escapedQuotes(pattern: string): string {
  return pattern.replace(/(\\[^])|"/g, (_, escape: string | undefined) => escape ?? '\\"');
}

/** Gives a value as it is written; parseFilterValue() gives it back. */
export function filterValueText({ type }: FilterField, value: FilterValue): string {
  if (typeof value === 'number') return type === 'duration' ? durationValueText(value) : String(value);
  return type === 'text' || !PLAIN_WORD.test(value) ? quotedText(value) : value;
}
