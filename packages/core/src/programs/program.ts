import type { SocketFailure } from '../socket-failure';
import type { Endpoint } from '../trace/endpoint';

/** What a program is told to do. Every field has its value: resolveOptions() fills in what the user left out. */
export interface ProgramSetup {
  readonly role: 'server' | 'client';
  readonly protocol: 'tcp' | 'udp';
  /** The textbook's fixed texts and one exchange a connection; otherwise RFC 862 echo. */
  readonly article: boolean;
  /** A server's own address, a client's destination; numeric. */
  readonly endpoint: Endpoint;
  /** Connections that may wait for accept(), as listen(2) counts them. */
  readonly backlog: number;
  /** Bytes that one recv() or recvfrom() asks for. */
  readonly bufferBytes: number;
  /** How long one recv() may wait for the other end; 0 waits for ever. */
  readonly timeoutMs: number;
  /** A server ends after so many connections or datagrams; null: never. */
  readonly count: number | null;
  /** How long a server waits before each accept(). */
  readonly acceptDelayMs: number;
}

/** What a program needs beside sockets. The runtime gives it a terminal, tests give it arrays. */
export interface ProgramIo {
  /** Writes text for standard output. The program has made it safe to print. */
  print(text: string): void;
  /** Writes one line for standard error. */
  report(line: string): void;
  /** Says where a server can be reached from now on. */
  listening(endpoint: Endpoint): void;
  /** Waits for the next line of input, without its line feed; null at the end of the input and when stopping. */
  readLine(): string | null;
  /** Waits, but not longer than until the program is to stop. */
  pause(durationMs: number): void;
  /** True from when the program is to end: a call that fails or gives 0 then was woken for that. */
  isStopping(): boolean;
}

/** What went over the sockets. */
export interface ProgramTotals {
  /** TCP connections, accepted or made. */
  connections: number;
  /** Datagrams received. */
  datagrams: number;
  bytesIn: number;
  bytesOut: number;
}

/** How a program ended. */
export interface ProgramResult {
  readonly totals: ProgramTotals;
  /** The call that ended it; null where it came to its end or was stopped. */
  readonly failure: SocketFailure | null;
  /** True: something went wrong that a client's status must show, although it went on. */
  readonly hasProblems: boolean;
}

/** Gives `2 connections, 12 bytes in, 48 bytes out`. */
export function totalsText(protocol: 'tcp' | 'udp', totals: ProgramTotals): string {
  const [count, unit] = protocol === 'tcp' ? [totals.connections, 'connection'] : [totals.datagrams, 'datagram'];
  return `${plural(count, unit)}, ${plural(totals.bytesIn, 'byte')} in, ${plural(totals.bytesOut, 'byte')} out`;
}

/** Gives `1 byte`, `2 bytes`. */
export function plural(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

/** Gives `30 s`, `0.2 s`. */
export function secondsText(durationMs: number): string {
  return `${durationMs / 1000} s`;
}
