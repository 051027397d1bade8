import { decodeBase64 } from './base64';
import { parseCallArguments } from './parse-call-arguments';
import { parseEndpoint } from './endpoint';
import type { Endpoint } from './endpoint';
import { isRecord, readInteger, readMatch } from './json-field';
import type { JsonRecord } from './json-field';
import type { CallArguments, CallName, TracedCall, TracedExit, TracedProcess } from './traced-call';
import { TRACED_DATA_BYTES, TRACE_VERSION } from './trace-line';
import { parseTraceTime } from './trace-time';
import { UNPRINTABLE } from './unprintable';

/** What a `return` line adds to the call that its `enter` line began. */
export interface TracedReturn extends Pick<TracedCall, 'sequence' | 'result' | 'errno' | 'local' | 'peer' | 'data'> {
  readonly returnNs: bigint;
  readonly arguments: CallArguments | null;
}

/** One line of a trace. `ignored`: a kind that this version does not know. */
export type TraceLine =
  | { readonly kind: 'process'; readonly process: TracedProcess }
  | { readonly kind: 'call'; readonly call: TracedCall }
  | { readonly kind: 'return'; readonly completed: TracedReturn }
  | { readonly kind: 'exit'; readonly exit: TracedExit }
  | { readonly kind: 'ignored' }
  | { readonly kind: 'problem'; readonly text: string };

const CALL_NAMES: ReadonlySet<string> = new Set<CallName>([
  ...(['socket', 'bind', 'listen', 'accept', 'connect', 'send', 'recv', 'sendto', 'recvfrom'] as const),
  ...(['accept4', 'sendmsg', 'recvmsg', 'write', 'read', 'dup', 'dup2', 'fcntl', 'ioctl'] as const),
  ...(['shutdown', 'close', 'setsockopt', 'getsockopt', 'getsockname', 'getpeername', 'poll'] as const),
]);
const ERRNO = /^E[A-Z0-9]{1,30}$/;
const SIGNAL = /^SIG[A-Z0-9+]{1,16}$/;

/** Reads one line of a trace. Never throws: a line that is no trace line is a `problem`, in words. */
export function parseTraceLine(text: string): TraceLine {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return problem('not JSON');
  }
  if (!isRecord(json) || typeof json['kind'] !== 'string') return problem('not a JSON object with a "kind"');
  switch (json['kind']) {
    case 'process':
      return parseProcess(json);
    case 'call':
    case 'enter':
      return parseCall(json, json['kind']);
    case 'return':
      return parseReturn(json);
    case 'exit':
      return parseExit(json);
    default:
      return { kind: 'ignored' };
  }
}

function problem(text: string): TraceLine {
  return { kind: 'problem', text };
}

function parseProcess(json: JsonRecord): TraceLine {
  const version = readInteger(json, 'version');
  if (version !== TRACE_VERSION) return problem(`version of the trace is not ${TRACE_VERSION}`);
  const { role, command } = json;
  const startNs = readTime(json, 'start');
  if (role !== 'server' && role !== 'client') return problem('"role" is neither "server" nor "client"');
  if (startNs === null) return problem('"start" is not a time');
  return {
    kind: 'process',
    process: {
      name: readText(json, 'process'),
      role,
      pid: readInteger(json, 'pid') ?? 0,
      command: Array.isArray(command) ? command.map((word) => printable(word)) : [],
      host: readText(json, 'host'),
      startNs,
    },
  };
}

function parseCall(json: JsonRecord, kind: 'call' | 'enter'): TraceLine {
  const sequence = readInteger(json, 'sequence');
  const call = json['call'];
  const enterNs = readTime(json, 'enter');
  const returnNs = kind === 'call' ? readTime(json, 'return') : null;
  const given = parseCallArguments(json['arguments']);
  if (sequence === null || sequence < 1) return problem('"sequence" is not a positive integer');
  if (typeof call !== 'string' || !CALL_NAMES.has(call)) return problem('"call" is not a socket call');
  if (enterNs === null) return problem('"enter" is not a time');
  if (kind === 'call' && returnNs === null) return problem('"return" is not a time');
  if (given === null) return problem('"arguments" are not those of a call');
  return {
    kind: 'call',
    call: {
      sequence,
      thread: readInteger(json, 'thread') ?? 0,
      call: call as CallName,
      fd: readInteger(json, 'fd'),
      arguments: given,
      enterNs,
      returnNs,
      ...parseOutcome(json),
    },
  };
}

function parseReturn(json: JsonRecord): TraceLine {
  const sequence = readInteger(json, 'sequence');
  const returnNs = readTime(json, 'return');
  if (sequence === null || sequence < 1) return problem('"sequence" is not a positive integer');
  if (returnNs === null) return problem('"return" is not a time');
  return {
    kind: 'return',
    completed: { sequence, returnNs, arguments: parseCallArguments(json['arguments']), ...parseOutcome(json) },
  };
}

function parseExit(json: JsonRecord): TraceLine {
  const timeNs = readTime(json, 'time');
  if (timeNs === null) return problem('"time" is not a time');
  return {
    kind: 'exit',
    exit: { timeNs, status: readInteger(json, 'status'), signal: readMatch(json, 'signal', SIGNAL) },
  };
}

function parseOutcome(json: JsonRecord): Pick<TracedCall, 'result' | 'errno' | 'local' | 'peer' | 'data'> {
  return {
    result: readInteger(json, 'result'),
    errno: readMatch(json, 'errno', ERRNO),
    local: readEndpoint(json, 'local'),
    peer: readEndpoint(json, 'peer'),
    data: readData(json),
  };
}

function readTime(json: JsonRecord, field: string): bigint | null {
  const value = json[field];
  return typeof value === 'string' ? parseTraceTime(value) : null;
}

function readEndpoint(json: JsonRecord, field: string): Endpoint | null {
  const value = json[field];
  return typeof value === 'string' ? parseEndpoint(value) : null;
}

function readData(json: JsonRecord): Uint8Array | null {
  const value = json['data'];
  return typeof value === 'string' && value.length <= TRACED_DATA_BYTES * 2 ? decodeBase64(value) : null;
}

function readText(json: JsonRecord, field: string): string {
  return printable(json[field]) || 'unknown';
}

function printable(value: unknown): string {
  return typeof value === 'string' ? value.replace(UNPRINTABLE, '?') : '';
}
