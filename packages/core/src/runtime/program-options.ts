import { lookup } from 'node:dns/promises';
import { visibleText } from '../programs/visible-text';
import type { ProgramSetup } from '../programs/program';

export const DEFAULT_HOST = '127.0.0.1';
export const DEFAULT_PORT = 8888;
export const DEFAULT_BACKLOG = 5;
/** The textbook's buffer: char data[255]. */
export const ARTICLE_BUFFER_BYTES = 255;
/** Holds the longest UDP datagram. */
export const DEFAULT_BUFFER_BYTES = 65536;
export const DEFAULT_SERVER_TIMEOUT_MS = 30_000;
export const DEFAULT_CLIENT_TIMEOUT_MS = 10_000;
const MOST_BUFFER_BYTES = 1 << 30;
const MOST_TIMEOUT_MS = 0x7fffffff;

/** What a caller says of a program; what is left out has the value of the constant in capitals. */
export interface ProgramOptions {
  readonly role: 'server' | 'client';
  readonly protocol: 'tcp' | 'udp';
  /** The textbook's program instead of RFC 862 echo. */
  readonly article?: boolean;
  /** Address or name; DEFAULT_HOST. A server listens on it, a client connects to it. */
  readonly host?: string;
  /** DEFAULT_PORT; 0 lets the kernel choose a server's. */
  readonly port?: number;
  readonly backlog?: number;
  /** ARTICLE_BUFFER_BYTES with `article`, else DEFAULT_BUFFER_BYTES. */
  readonly bufferBytes?: number;
  /**
   * How long one receiving call waits; 0: for ever. DEFAULT_SERVER_TIMEOUT_MS for one connection of a server,
   * DEFAULT_CLIENT_TIMEOUT_MS for a client; the textbook's TCP client, which sets no option, waits for ever.
   */
  readonly timeoutMs?: number;
  /** A server ends after so many connections or datagrams; left out: never. */
  readonly count?: number;
  /** How long a server waits before each accept() or recvfrom(); 0. */
  readonly acceptDelayMs?: number;
}

/**
 * Fills in what was left out and resolves the name.
 *
 * @returns the setup, or one line that says why there is none
 * @throws RangeError for a number outside of its range
 */
export async function resolveOptions(options: ProgramOptions): Promise<ProgramSetup | string> {
  const { role, protocol, article = false, host = DEFAULT_HOST } = options;
  const port = checked('port', options.port ?? DEFAULT_PORT, 0, 65535);
  const setup = {
    role,
    protocol,
    article,
    backlog: checked('backlog', options.backlog ?? DEFAULT_BACKLOG, 0, 0x7fffffff),
    bufferBytes: checked('buffer', options.bufferBytes ?? defaultBufferBytes(article), 1, MOST_BUFFER_BYTES),
    timeoutMs: checked('timeout', options.timeoutMs ?? defaultTimeoutMs(options), 0, MOST_TIMEOUT_MS),
    count: options.count === undefined ? null : checked('count', options.count, 1, Number.MAX_SAFE_INTEGER),
    acceptDelayMs: checked('accept delay', options.acceptDelayMs ?? 0, 0, MOST_TIMEOUT_MS),
  };
  try {
    const { address } = await lookup(host);
    return { ...setup, endpoint: { address, port } };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
    return `cannot resolve "${visibleText(host)}": ${code === 'ENOTFOUND' ? 'no such name' : code}`;
  }
}

function defaultBufferBytes(article: boolean): number {
  return article ? ARTICLE_BUFFER_BYTES : DEFAULT_BUFFER_BYTES;
}

function defaultTimeoutMs({ role, protocol, article = false }: ProgramOptions): number {
  if (role === 'server') return DEFAULT_SERVER_TIMEOUT_MS;
  return article && protocol === 'tcp' ? 0 : DEFAULT_CLIENT_TIMEOUT_MS;
}

function checked(name: string, value: number, least: number, most: number): number {
  if (!Number.isInteger(value) || value < least || value > most) {
    throw new RangeError(`${name} ${value} is not an integer within ${least}..${most}`);
  }
  return value;
}
