import { isIPv6 } from 'node:net';
import { InvalidArgumentError } from 'commander';

const MAX_PORT = 65535;

function wholeNumber(text: string, lowest: number, highest: number, what: string): number {
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= lowest && value <= highest)) {
    throw new InvalidArgumentError(`${what} is a whole number from ${lowest} to ${highest}.`);
  }
  return value;
}

/** A TCP or UDP port; 0 lets the kernel choose one. */
export function port(text: string): number {
  return wholeNumber(text, 0, MAX_PORT, 'A port');
}

/** listen(2)'s backlog; the kernel caps it at net.core.somaxconn without saying so. */
export function backlog(text: string): number {
  return wholeNumber(text, 0, 0x7fffffff, 'A backlog');
}

/** Bytes of one recv(2); the upper bound keeps a typing error from taking the machine's memory. */
export function bufferBytes(text: string): number {
  return wholeNumber(text, 1, 64 * 1024 * 1024, 'A buffer size in bytes');
}

/** KiB of kernel memory for packets that tcpdump has not taken yet; tcpdump's -B takes no more than an int of bytes holds. */
export function bufferKib(text: string): number {
  return wholeNumber(text, 1, 2_097_151, 'A buffer size in KiB');
}

/** How many connections or datagrams; 0 would be a server that serves nobody. */
export function count(text: string): number {
  return wholeNumber(text, 1, Number.MAX_SAFE_INTEGER, 'A count');
}

/** Cells of a printed ladder: fewer hold no event, more no terminal has. */
export function columns(text: string): number {
  return wholeNumber(text, 20, 400, 'A width in columns');
}

/** A connection's number, from 0; whether there is such a one only the recording can tell. */
export function connectionNumber(text: string): number {
  return wholeNumber(text, 0, Number.MAX_SAFE_INTEGER, 'A connection');
}

const MILLISECONDS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000 };

/** A duration such as `250ms`, `5s` or `1m`, in milliseconds; a number without unit counts seconds, as for ping(8). */
export function durationMs(text: string): number {
  const value = milliseconds(text);
  if (!(value <= 86_400_000)) {
    throw new InvalidArgumentError('A duration is a number with ms, s or m (250ms, 5s, 1m), at most a day.');
  }
  return Math.round(value);
}

/** As durationMs(), with its fraction: a wire's delay. */
export function delayMs(text: string): number {
  const value = milliseconds(text);
  if (!(value <= 60_000)) {
    throw new InvalidArgumentError('A delay is a number with ms or s (0.5ms, 20ms, 1s), at most a minute.');
  }
  return value;
}

function milliseconds(text: string): number {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m)?$/.exec(text);
  return Number(match?.[1]) * (MILLISECONDS[match?.[2] ?? 's'] ?? Number.NaN);
}

/** A share from 0% to 100%, as a ratio. The sign is asked for: 1 could be all or a hundredth. */
export function ratio(text: string): number {
  const value = Number(/^(\d+(?:\.\d+)?)%$/.exec(text)?.[1]) / 100;
  if (!(value <= 1)) throw new InvalidArgumentError('A share is a percentage, such as 1% or 0.5%.');
  return value;
}

/** How many packets go over a wire. */
export function packets(text: string): number {
  return wholeNumber(text, 0, Number.MAX_SAFE_INTEGER, 'A number of packets');
}

/** Where chance begins. */
export function seed(text: string): number {
  return wholeNumber(text, 0, Number.MAX_SAFE_INTEGER, 'A seed');
}

/** A name or an address; IPv6 in brackets too, as it stands before a port. */
export function host(text: string): string {
  const [, bracketed] = /^\[(.*)\]$/.exec(text) ?? [];
  const name = bracketed ?? text;
  if (name.trim() !== '' && (bracketed === undefined || isIPv6(bracketed))) return name;
  throw new InvalidArgumentError('A host is a name or an address.');
}

/** Where a client connects to; `port` null where the address has none. */
export interface HostAndPort {
  readonly host: string;
  readonly port: number | null;
}

/** Reads `HOST`, `HOST:PORT`, `[V6]:PORT` or a bare IPv6 address. */
export function address(text: string): HostAndPort {
  if (isIPv6(text)) return { host: text, port: null };
  const bracketed = /^\[([^\]]+)\](?::(.+))?$/.exec(text);
  const plain = /^([^:[\]]+)(?::(.+))?$/.exec(text);
  const [, host, portText] = bracketed ?? plain ?? [];
  if (host !== undefined) return { host, port: portText === undefined ? null : port(portText) };
  throw new InvalidArgumentError('An address is HOST, HOST:PORT, [IPV6]:PORT or IPV6.');
}
