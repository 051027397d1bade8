import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { callLine, exitLine, processLine } from '@sockscope/core/trace';
import type { CallName, TracedCall } from '@sockscope/core/trace';
import type { SessionFile } from '../../src/recording';
import { MIXED_CAPTURE_PATH } from './mixed-capture';

const START_NS = 1_795_388_429_000_000_000n;

export const runningSession: SessionFile = {
  version: 1,
  toolVersion: '0.1.0',
  start: '1795388429.000000000',
  host: hostname(),
  kernel: 'Linux 6.18',
  interface: 'lo',
  filter: '',
  capturedWith: 'tcpdump version 4.99.3',
  command: [],
};

export const endedSession: SessionFile = {
  ...runningSession,
  end: { time: '1795388430.000000000', how: 'completed', packetsCaptured: 32, packetsDropped: 0 },
};

/** The parts of a small session, as the files hold them. */
export interface SessionParts {
  readonly 'session.json': string;
  readonly 'packets.pcap': Buffer;
  readonly 'calls/client-2.jsonl': string;
  readonly 'calls/server-1.jsonl': string;
}

export function sessionParts(session: SessionFile = endedSession): SessionParts {
  return {
    'session.json': JSON.stringify(session),
    'packets.pcap': readFileSync(MIXED_CAPTURE_PATH),
    'calls/client-2.jsonl': trace('client', 2, ['socket', 'connect', 'close']),
    'calls/server-1.jsonl': trace('server', 1, ['socket', 'listen', 'close']),
  };
}

/** Writes files of a session, without those that are null; gives the directory back. */
export function writeSession(
  directory: string,
  parts: { readonly [Name in keyof SessionParts]?: SessionParts[Name] | Uint8Array | null },
): string {
  mkdirSync(join(directory, 'calls'), { recursive: true });
  for (const [name, content] of Object.entries(parts)) {
    if (content !== null) writeFileSync(join(directory, name), content);
  }
  return directory;
}

export function trace(role: 'server' | 'client', pid: number, calls: readonly CallName[]): string {
  const process = { name: `${role}-${pid}`, role, pid, command: [role], host: 'box', startNs: START_NS };
  const lines = calls.map((call, index) => callLine(tracedCall(call, index + 1)));
  return [processLine(process), ...lines, exitLine({ timeNs: START_NS, status: 0, signal: null }), ''].join('\n');
}

function tracedCall(call: CallName, sequence: number): TracedCall {
  const times = { enterNs: START_NS + BigInt(sequence), returnNs: START_NS + BigInt(sequence) };
  const outcome = { result: 0, errno: null, local: null, peer: null, data: null };
  return { sequence, thread: 0, call, fd: 3, arguments: {}, ...times, ...outcome };
}
