import type {
  Filter,
  FilterError,
  FilterExpectation,
  FilterOperator,
  FilterRange,
  FilterReading,
  FilterValue,
} from './filter';
import type { FilterField } from './filter-field';
import { filterField, filterNames } from './filter-fields';
import { filterTokens, type FilterToken } from './filter-token';
import { escapedQuotes, expectedValue, OPERATORS, parseFilterValue } from './filter-value';
import { readRegularExpression } from './regular-expression';

/** Deeper filters are refused: nobody writes them, and each level takes stack. */
const DEEPEST = 50;

/** Wireshark's and C's spellings. */
const OPERATOR_NAMES: ReadonlyMap<string, FilterOperator> = new Map<string, FilterOperator>([
  ['==', '=='],
  ['=', '=='],
  ['eq', '=='],
  ['!=', '!='],
  ['ne', '!='],
  ['>', '>'],
  ['gt', '>'],
  ['>=', '>='],
  ['ge', '>='],
  ['<', '<'],
  ['lt', '<'],
  ['<=', '<='],
  ['le', '<='],
  ['contains', 'contains'],
  ['like', 'like'],
  ['matches', 'matches'],
  ['~', 'matches'],
]);

const JOINERS: ReadonlyMap<string, 'and' | 'or'> = new Map<string, 'and' | 'or'>([
  ['and', 'and'],
  ['&&', 'and'],
  ['or', 'or'],
  ['||', 'or'],
]);
const NEGATIONS: ReadonlySet<string> = new Set(['not', '!']);
const NO_OPERATORS: ReadonlySet<string> = new Set(['xor']);

/** Fields that tcpdump's words name: they take their value without an operator. */
const TCPDUMP_FIELDS: ReadonlyMap<string, string> = new Map([
  ['host', 'ip.addr'],
  ['src host', 'ip.src'],
  ['dst host', 'ip.dst'],
  ['port', 'port'],
  ['src port', 'srcport'],
  ['dst port', 'dstport'],
]);

/** Thrown within the parser alone. */
class Refusal extends Error {
  readonly error: FilterError;

  constructor(error: FilterError) {
    super(error.text);
    this.error = error;
  }
}

/**
 * Reads a display filter, in the words of Wireshark (`tcp.port == 8888 and tcp.flags.syn`) or of tcpdump (`tcp port 8888`).
 * `and` binds closer than `or`, `not` closer than both. Never throws, whatever the text.
 */
export function parseFilter(text: string): FilterReading {
  const parser = new FilterParser(text);
  if (parser.isEmpty) return { ok: true, filter: null };
  try {
    return { ok: true, filter: parser.whole() };
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, error: error.error };
    throw error;
  }
}

/** Gives what may follow a text that could be the beginning of a filter; null where it already is wrong. */
export function expectedAfter(text: string): FilterExpectation | null {
  const parser = new FilterParser(text);
  if (parser.isEmpty) return { kind: 'term' };
  try {
    parser.whole();
    return parser.expected;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return error.error.at === text.length && error.error.isIncomplete ? parser.expected : null;
  }
}

/** One reading of one text, from left to right (recursive descent). */
class FilterParser {
  /** What could stand at the place that was looked at last. */
  expected: FilterExpectation = { kind: 'term' };
  readonly #text: string;
  readonly #tokens: readonly FilterToken[];
  #next = 0;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
    this.#tokens = filterTokens(text);
  }

  get isEmpty(): boolean {
    return this.#tokens.length === 0;
  }

  whole(): Filter {
    const filter = this.#joined('or');
    const rest = this.#peek();
    if (rest !== undefined) throw this.#refusal(rest, 'expected and, or, or the end', startsJoiner(rest));
    return filter;
  }

  #joined(kind: 'and' | 'or'): Filter {
    const operand = (): Filter => (kind === 'or' ? this.#joined('and') : this.#negated());
    const terms = [operand()];
    while (JOINERS.get(this.#wordAhead()) === kind) {
      this.#next += 1;
      terms.push(operand());
    }
    return terms.length === 1 && terms[0] ? terms[0] : { kind, terms: terms.flatMap((term) => flat(term, kind)) };
  }

  #negated(): Filter {
    if (!NEGATIONS.has(this.#wordAhead())) return this.#primary();
    this.#enter();
    this.#next += 1;
    const term = this.#negated();
    this.#depth -= 1;
    return { kind: 'not', term };
  }

  #primary(): Filter {
    this.expected = { kind: 'term' };
    const token = this.#peek();
    if (token?.kind === 'sign' && token.text === '(') return this.#parenthesis();
    if (token?.kind !== 'word') throw this.#refusal(token, 'expected a field');
    this.#next += 1;
    return this.#tcpdump(token) ?? this.#comparison(this.#fieldNamed(token));
  }

  #parenthesis(): Filter {
    this.#enter();
    this.#next += 1;
    const filter = this.#joined('or');
    const end = this.#peek();
    if (end?.text !== ')' || end.kind !== 'sign') throw this.#refusal(end, 'expected and, or, or )');
    this.#next += 1;
    this.#depth -= 1;
    this.expected = { kind: 'joiner' };
    return filter;
  }

  /** `tcp port 80`, `src host 10.0.0.1`; null where the word begins no such thing. */
  #tcpdump(first: FilterToken): Filter | null {
    const word = first.text.toLowerCase();
    const following = this.#wordAhead();
    if ((word === 'tcp' || word === 'udp') && /^(port|src|dst)$/.test(following)) {
      this.#next += 1;
      const inner = this.#tcpdump({ ...first, text: following });
      if (inner !== null) return { kind: 'and', terms: [{ kind: 'has', field: word }, inner] };
      this.#next -= 1;
      return null;
    }
    const isDirection = (word === 'src' || word === 'dst') && /^(host|port)$/.test(following);
    const field = filterField(TCPDUMP_FIELDS.get(isDirection ? `${word} ${following}` : word) ?? '');
    const value = isDirection ? this.#tokens[this.#next + 1] : this.#peek();
    if (field === null || !isBareValue(value)) return null;
    this.#next += isDirection ? 1 : 0;
    return { kind: 'compare', field: field.name, operator: '==', value: this.#value(field) };
  }

  #comparison(field: FilterField): Filter {
    this.expected = { kind: 'operator', field: field.name };
    const word = this.#wordAhead();
    const token = this.#peek();
    if (word === 'in') {
      this.#next += 1;
      return this.#set(field);
    }
    if (NO_OPERATORS.has(word)) throw this.#refusal(token, `${word} is not there: use and, or, not`);
    const operator = OPERATOR_NAMES.get(word);
    if (operator === undefined) return { kind: 'has', field: field.name };
    if (!OPERATORS[field.type].includes(operator)) {
      throw this.#refusal(token, `${field.name} can only be compared with ${OPERATORS[field.type].join(' ')}`);
    }
    this.#next += 1;
    const value = operator === 'matches' ? this.#expression(field) : this.#value(field);
    return { kind: 'compare', field: field.name, operator, value };
  }

  #expression(field: FilterField): string {
    this.expected = { kind: 'value', field: field.name };
    const token = this.#peek();
    if (token === undefined || token.kind === 'sign') {
      throw this.#refusal(token, 'expected a regular expression in quotes');
    }
    if (token.kind === 'open') throw this.#refusal(undefined, 'expected the closing quote');
    const reading = readRegularExpression(token.raw);
    if (!reading.ok) {
      const isBegun = token.kind === 'word' && this.#isLast(token);
      throw this.#refusal(token, `no regular expression: ${reading.reason}`, isBegun);
    }
    this.#next += 1;
    this.expected = { kind: 'joiner' };
    return escapedQuotes(token.raw);
  }

  #set(field: FilterField): Filter {
    this.expected = { kind: 'set', field: field.name };
    this.#sign('{');
    const ranges: FilterRange[] = [this.#range(field)];
    while (this.#peek()?.text === ',') {
      this.#next += 1;
      ranges.push(this.#range(field));
    }
    this.#sign('}', 'expected , or }');
    this.expected = { kind: 'joiner' };
    return { kind: 'in', field: field.name, ranges };
  }

  #range(field: FilterField): FilterRange {
    this.expected = { kind: 'value', field: field.name };
    const token = this.#peek();
    const isNumeric = field.type === 'number' || field.type === 'duration';
    const [, start, end] = (token?.kind === 'word' && isNumeric && /^(.+?)\.\.(.+)$/.exec(token.text)) || [];
    if (start === undefined || end === undefined) {
      const value = this.#value(field);
      return { from: value, to: value };
    }
    const from = parseFilterValue(field, start);
    const to = parseFilterValue(field, end);
    if (from === null || to === null || from > to) throw this.#refusal(token, 'expected a range such as 1..10');
    this.#next += 1;
    return { from, to };
  }

  #value(field: FilterField): FilterValue {
    this.expected = { kind: 'value', field: field.name };
    const token = this.#peek();
    if (token === undefined || token.kind === 'sign') throw this.#refusal(token, `expected ${expectedValue(field)}`);
    if (token.kind === 'open') throw this.#refusal(undefined, 'expected the closing quote');
    const value = parseFilterValue(field, token.text);
    if (value === null) {
      throw this.#refusal(token, `expected ${expectedValue(field)}`, this.#mayGrow(token, field));
    }
    this.#next += 1;
    this.expected = { kind: 'joiner' };
    return value;
  }

  #fieldNamed(token: FilterToken): FilterField {
    const field = filterField(token.text);
    if (field !== null) return field;
    const typed = token.text.toLowerCase();
    const isBegun = this.#isLast(token) && filterNames().some((name) => name.startsWith(typed));
    throw this.#refusal(token, `no field ${token.text}`, isBegun, true);
  }

  #sign(text: string, expected = `expected ${text}`): void {
    const token = this.#peek();
    if (token?.kind !== 'sign' || token.text !== text) throw this.#refusal(token, expected);
    this.#next += 1;
  }

  #enter(): void {
    this.#depth += 1;
    if (this.#depth > DEEPEST) throw this.#refusal(this.#peek(), `nested deeper than ${DEEPEST} levels`, false, true);
  }

  #peek(): FilterToken | undefined {
    return this.#tokens[this.#next];
  }

  /** The next word or sign in small letters; empty where there is none. */
  #wordAhead(): string {
    const token = this.#peek();
    return token === undefined || token.kind === 'quoted' || token.kind === 'open' ? '' : token.text.toLowerCase();
  }

  /** A value that is still being typed: the end of the text, and the beginning of something right. */
  #mayGrow(token: FilterToken, { type, words }: FilterField): boolean {
    if (!this.#isLast(token)) return false;
    if (words !== undefined) return words.some((word) => word.toLowerCase().startsWith(token.text.toLowerCase()));
    if (type === 'address') return /^[0-9a-f.:]*(?:\/\d*)?$/i.test(token.text);
    return type === 'duration' ? /^-?\d*\.?\d*[a-zµ]?$/i.test(token.text) : /^(?:0x|-)$/i.test(token.text);
  }

  #isLast(token: FilterToken): boolean {
    return token.end === this.#text.length;
  }

  #refusal(token: FilterToken | undefined, text: string, isBegun = false, isWhole = false): Refusal {
    const at = token?.at ?? this.#text.length;
    const found = token === undefined || isWhole ? '' : `, found ${token.text}`;
    return new Refusal({ at, text: text + found, isIncomplete: token === undefined || isBegun });
  }
}

/** `a and (b and c)` is `a and b and c`. */
function flat(term: Filter, kind: 'and' | 'or'): readonly Filter[] {
  return term.kind === kind ? term.terms : [term];
}

function startsJoiner({ text, kind }: FilterToken): boolean {
  const typed = text.toLowerCase();
  return (
    kind !== 'quoted' && [...JOINERS.keys(), ...OPERATOR_NAMES.keys(), 'in'].some((joiner) => joiner.startsWith(typed))
  );
}

function isBareValue(token: FilterToken | undefined): boolean {
  if (token === undefined) return false;
  const word = token.text.toLowerCase();
  return (
    token.kind === 'quoted' ||
    (token.kind === 'word' && !OPERATOR_NAMES.has(word) && !JOINERS.has(word) && word !== 'in')
  );
}
