import type { Link, Side } from '@sockscope/timeline';
import { ANY_STATES } from './match-states';
import type { StatePattern } from './match-states';

/** A call as an expectation names it. */
export interface CallPattern {
  /** `send(c)`: of several any; `send(c)#2`: this one. */
  readonly call: string;
  readonly bytes: Link['bytes'];
  /** null: whenever. */
  readonly when: Link['when'] | null;
  /** The link may be missing. */
  readonly isOptional: boolean;
}

/** A packet as an expectation describes it. */
export interface PacketPattern {
  readonly kind: 'packet';
  readonly connection: string;
  readonly direction: '>' | '<';
  /** One of these. */
  readonly flags: readonly string[];
  /** Bounds of the payload's length. */
  readonly leastBytes: number;
  readonly mostBytes: number;
  /** One of these; empty: a call made it. */
  readonly reasons: readonly string[];
  readonly causes: readonly CallPattern[];
  readonly completes: readonly CallPattern[];
  readonly least: number;
  readonly most: number;
  /** The line as it is written, for messages. */
  readonly line: string;
  /** What stands behind `//`. */
  readonly comment: string;
}

/** Packets that come in any order. */
export interface MixPattern {
  readonly kind: 'mix';
  readonly packets: readonly PacketPattern[];
}

export type Pattern = PacketPattern | MixPattern;

/** The states of one end of a connection; several lines of one end follow each other. */
export interface StatesPattern {
  readonly connection: string;
  readonly side: Side;
  readonly states: readonly StatePattern[];
}

/** What a scenario expects. */
export interface Expectation {
  readonly packets: readonly Pattern[];
  readonly states: readonly StatesPattern[];
}

const LINE =
  /^(?<count>[?*+] )?(?<connection>\w+) (?<direction>[<>]) (?<flags>[\w./]+)(?: (?<length>>?\d+|N))? +(?<maker>.+)$/;
const CALL =
  /^(?<call>\w+\(\w+\)(?:#\d+)?)(?:\[(?<from>\d+):(?<to>\d+)\])?(?: (?<when>in-call|later|earlier|whenever))?(?<optional>\?)?$/;
const STATES_LINE = /^(?<connection>\w+) (?<side>client|server) +(?<states>.+)$/;
const STATE = /^(?<anyOf>(?:[A-Z12-]+\|?)+|\.\.\.)(?<optional>\?)?$/;
const COUNTS = { '?': [0, 1], '*': [0, Infinity], '+': [1, Infinity] } as const;

/**
 * Reads what a scenario expects on the wire: a line a packet, in order for each connection.
 *
 *     c > S         connect(c)
 *     c < S.        kernel handshake-answer   => connect(c)
 *     c > .         kernel handshake-ack      => accept(l)
 *     ? c < .       kernel ack|delayed-ack    // where the machine is slow
 *
 * A connection is named by its client's socket; `>` leaves the client, `<` comes to it. Then tcpdump's letters (or `udp`,
 * `icmp`; `P./.` is either), the payload's length (`N`: any, `>1460`: more than that), who made the packet, and the calls whose return waited for it.
 * Who made it is a call or several joined by ` + `, or `kernel` and the reason. A call may say which bytes of the stream it has in
 * the packet and whether the packet came in the call, `later`, `earlier` or `whenever`; a call made a packet while it ran
 * unless it says otherwise. `send(c)#2` is the second of several, `send(c)` any of them; `?` after a call: its link may be missing.
 * Before a line `?` says that it may be missing, `*` none or more, `+` one or more. Lines between `mix {` and `}` come in
 * any order.
 *
 *     c client      SYN-SENT ESTABLISHED FIN-WAIT-1 FIN-WAIT-2? TIME-WAIT
 *     c server      ... CLOSED
 *
 * The states of an end of connection `c`, all of them in order; `?` behind one says that it may be missing, `A|B` either, `...` any. Where
 * they stand among the packets is for the reader: several lines of one end follow each other.
 *
 * @throws SyntaxError for a line that is none of these
 */
export function parseExpectation(text: string): Expectation {
  const patterns: Pattern[] = [];
  const states: StatesPattern[] = [];
  let mix: PacketPattern[] | null = null;
  for (const whole of text.split('\n')) {
    const [line = '', comment = ''] = whole.split('//').map((part) => part.trim());
    if (line === '') continue;
    const end = STATES_LINE.exec(line)?.groups;
    if (end !== undefined) states.push(parseStates(end, line));
    else if (line === 'mix {') mix = [];
    else if (line === '}' && mix !== null) {
      patterns.push({ kind: 'mix', packets: mix });
      mix = null;
    } else (mix ?? patterns).push(parseLine(line, comment));
  }
  return { packets: patterns, states };
}

function parseStates({ connection = '', side, states = '' }: Record<string, string>, line: string): StatesPattern {
  return {
    connection,
    side: side === 'client' ? 'client' : 'server',
    states: states.split(/ +/).map((state) => {
      const { anyOf, optional } = STATE.exec(state)?.groups ?? {};
      if (anyOf === undefined) throw new SyntaxError(`not a state: ${state} in ${line}`);
      return { anyOf: anyOf === ANY_STATES ? [ANY_STATES] : anyOf.split('|'), isOptional: optional !== undefined };
    }),
  };
}

function parseLine(line: string, comment: string): PacketPattern {
  const [packet = '', waiting] = line.split('=>').map((part) => part.trim());
  const { count, connection = '', direction, flags = '', length, maker = '' } = LINE.exec(packet)?.groups ?? {};
  if (connection === '') throw new SyntaxError(`not a packet: ${line}`);
  const [least, most] = COUNTS[(count?.trim() ?? '') as keyof typeof COUNTS] ?? [1, 1];
  const [reasons, makers] = parseMaker(maker);
  return {
    kind: 'packet',
    connection,
    direction: direction as '>' | '<',
    flags: flags.split('/'),
    ...parseLength(length),
    reasons,
    causes: makers.map((call) => parseCall(call, reasons.length === 0 ? 'in-call' : null)),
    completes: waiting === undefined ? [] : waiting.split(', ').map((call) => parseCall(call, null)),
    least,
    most,
    line,
    comment,
  };
}

function parseLength(length = '0'): Pick<PacketPattern, 'leastBytes' | 'mostBytes'> {
  if (length === 'N') return { leastBytes: 1, mostBytes: Infinity };
  if (length.startsWith('>')) return { leastBytes: Number(length.slice(1)) + 1, mostBytes: Infinity };
  return { leastBytes: Number(length), mostBytes: Number(length) };
}

function parseMaker(maker: string): [reasons: string[], makers: string[]] {
  if (!maker.startsWith('kernel ')) return [[], maker.split(' + ')];
  const [reasons = '', makers] = maker.slice('kernel '.length).split(' of ');
  return [reasons.split('|'), makers === undefined ? [] : makers.split(' + ')];
}

function parseCall(text: string, usual: Link['when'] | null): CallPattern {
  const { call, from, to, when, optional } = CALL.exec(text.trim())?.groups ?? {};
  if (call === undefined) throw new SyntaxError(`not a call: ${text}`);
  return {
    call,
    bytes: from === undefined ? null : { from: Number(from), to: Number(to) },
    when: when === 'whenever' ? null : ((when as Link['when'] | undefined) ?? usual),
    isOptional: optional !== undefined,
  };
}
