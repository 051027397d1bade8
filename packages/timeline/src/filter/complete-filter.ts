import { filterField, FILTER_FIELDS } from './filter-fields';
import type { FilterExpectation } from './filter';
import type { FilterField } from './filter-field';
import { quotedText } from './filter-token';
import { OPERATORS } from './filter-value';
import { expectedAfter } from './parse-filter';

/** A way that a filter may go on. */
export interface FilterCandidate {
  /** The whole text with it. */
  readonly text: string;
  /** The word alone. */
  readonly word: string;
  readonly help: string;
}

const OPERATOR_HELP: Readonly<Record<string, string>> = {
  '==': 'is',
  '!=': 'is not',
  '>': 'more than',
  '>=': 'at least',
  '<': 'less than',
  '<=': 'at most',
  contains: 'has this text in it',
  like: 'is like a pattern with * and ?',
  matches: 'has in it what fits a regular expression: "^GET /\\S*"',
  in: 'is one of {a, b, 1..5}',
};

const LAST_WORD = /[^\s"'=!><(){},&|]*$/;

/** Gives the words by which a text that is being typed may go on, those that begin as its last word does. */
export function completeFilter(text: string): readonly FilterCandidate[] {
  const typed = LAST_WORD.exec(text)?.[0] ?? '';
  const before = text.slice(0, text.length - typed.length);
  const expected = expectedAfter(before);
  if (expected === null) return [];
  return wordsFor(expected)
    .filter(({ word }) => word.toLowerCase().startsWith(typed.toLowerCase()) && word !== typed)
    .map(({ word, help }) => ({ text: before + word, word, help }));
}

type Offer = Omit<FilterCandidate, 'text'>;

function wordsFor(expected: FilterExpectation): readonly Offer[] {
  switch (expected.kind) {
    case 'term':
      return [...FILTER_FIELDS.flatMap(namesOf), { word: 'not', help: 'the opposite' }];
    case 'joiner':
      return joiners();
    case 'operator':
      return [...operators(filterField(expected.field)), ...joiners()];
    case 'value':
      return values(filterField(expected.field));
    case 'set':
      return [{ word: '{', help: 'one of {a, b, 1..5}' }];
  }
}

function namesOf({ name, aliases, help, example }: FilterField): readonly Offer[] {
  return [
    { word: name, help: `${help}: ${example}` },
    ...aliases.map((alias) => ({ word: alias, help: `${help} (${name})` })),
  ];
}

function operators(field: FilterField | null): readonly Offer[] {
  const names = field === null ? [] : [...OPERATORS[field.type], 'in'];
  return names.map((word) => ({ word, help: OPERATOR_HELP[word] ?? '' }));
}

function values(field: FilterField | null): readonly Offer[] {
  if (field === null) return [];
  const words = field.words ?? field.suggestions ?? (field.type === 'flag' ? ['1', '0'] : []);
  return words.map((word) => ({ word: /\s/.test(word) ? quotedText(word) : word, help: '' }));
}

function joiners(): readonly Offer[] {
  return [
    { word: 'and', help: 'both' },
    { word: 'or', help: 'either or both' },
  ];
}
