import { isIP } from 'node:net';
import { printable } from '../../printable';
import type { FilterDirection, FilterExpression, FilterProtocol } from './filter-expression';

const TOKEN = /\s*(&&|\|\||[()!]|[A-Za-z0-9.:_-]+)/y;
const PORT = /^(?:0|[1-9]\d{0,4})$/;
const HIGHEST_PORT = 65_535;
/** Bounds the depth of the expression, and so the recursion over it. */
const MOST_TOKENS = 500;
const PROTOCOLS: ReadonlySet<string> = new Set<FilterProtocol>(['ip', 'ip6', 'tcp', 'udp', 'icmp', 'icmp6']);
const SYNONYMS: Readonly<Record<string, string>> = { '&&': 'and', '||': 'or', '!': 'not' };

export type ParsedFilter =
  | { readonly ok: true; readonly expression: FilterExpression }
  /** One line, safe to print. */
  | { readonly ok: false; readonly text: string };

/**
 * Reads a filter of the built-in capture: `tcp`, `udp`, `icmp`, `icmp6`, `ip`, `ip6`, `[tcp|udp] [src|dst] port N`,
 * `[src|dst] host A`, `and`, `or`, `not`, parentheses. As in pcap-filter(7) `and` and `or` bind alike, from left to
 * right, and `not` binds closest. Whatever else tcpdump understands is refused, never guessed.
 */
export function parseFilter(words: readonly string[]): ParsedFilter {
  const text = words.join(' ').trim();
  if (text === '') return { ok: true, expression: { kind: 'everything' } };
  try {
    const parser = new FilterParser(tokenize(text));
    return { ok: true, expression: parser.parse() };
  } catch (error) {
    if (!(error instanceof FilterSyntaxError)) throw error;
    return { ok: false, text: `the built-in capture does not know the filter ${printable(text)}: ${error.message}` };
  }
}

/** Never leaves parseFilter(). */
class FilterSyntaxError extends Error {}

function tokenize(text: string): readonly string[] {
  const tokens: string[] = [];
  let at = 0;
  while (at < text.length) {
    TOKEN.lastIndex = at;
    const token = TOKEN.exec(text)?.[1];
    if (token === undefined) throw new FilterSyntaxError(`"${printable(text.slice(at, at + 20))}" needs tcpdump`);
    if (tokens.length === MOST_TOKENS) throw new FilterSyntaxError(`it has more than ${MOST_TOKENS} words`);
    tokens.push(SYNONYMS[token] ?? token);
    at = TOKEN.lastIndex;
  }
  return tokens;
}

/** Recursive descent, one method a rule. */
class FilterParser {
  private at = 0;
  private readonly tokens: readonly string[];

  constructor(tokens: readonly string[]) {
    this.tokens = tokens;
  }

  parse(): FilterExpression {
    const expression = this.parseExpression();
    if (this.at < this.tokens.length) throw this.unexpected();
    return expression;
  }

  private parseExpression(): FilterExpression {
    let left = this.parseTerm();
    for (let kind = this.next; kind === 'and' || kind === 'or'; kind = this.next) {
      this.at++;
      left = { kind, left, right: this.parseTerm() };
    }
    return left;
  }

  private parseTerm(): FilterExpression {
    if (this.take('not')) return { kind: 'not', operand: this.parseTerm() };
    if (!this.take('(')) return this.parsePrimitive();
    const inner = this.parseExpression();
    if (!this.take(')')) throw this.unexpected();
    return inner;
  }

  private parsePrimitive(): FilterExpression {
    const protocol = this.takeProtocol();
    const direction = this.takeDirection();
    if (this.next === 'port' && (protocol === null || protocol === 'tcp' || protocol === 'udp')) {
      return { kind: 'port', direction, port: this.takePort(), protocol };
    }
    if (this.next === 'host' && protocol === null) return { kind: 'host', direction, address: this.takeAddress() };
    if (protocol === null || direction !== 'either') throw this.unexpected();
    return { kind: 'protocol', protocol };
  }

  private takeProtocol(): FilterProtocol | null {
    const word = this.next;
    if (word === undefined || !PROTOCOLS.has(word)) return null;
    this.at++;
    return word as FilterProtocol;
  }

  private takeDirection(): FilterDirection {
    if (this.take('src')) return 'src';
    return this.take('dst') ? 'dst' : 'either';
  }

  private takePort(): number {
    this.at++;
    const word = this.next;
    if (word === undefined || !PORT.test(word) || Number(word) > HIGHEST_PORT) throw this.unexpected();
    this.at++;
    return Number(word);
  }

  private takeAddress(): string {
    this.at++;
    const word = this.next;
    if (word === undefined || isIP(word) === 0) throw this.unexpected();
    this.at++;
    return word;
  }

  private get next(): string | undefined {
    return this.tokens[this.at];
  }

  private take(token: string): boolean {
    if (this.next !== token) return false;
    this.at++;
    return true;
  }

  private unexpected(): FilterSyntaxError {
    return new FilterSyntaxError(this.next === undefined ? 'it ends too early' : `"${this.next}" needs tcpdump`);
  }
}
