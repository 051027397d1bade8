import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { parseTraceTime, traceTime } from '@sockscope/core/trace';
import type { PacketDrop, SessionFile } from './recording';
import { printable } from './printable';

/** A session.json is a few hundred bytes; more than this is none. */
export const LONGEST_SESSION_FILE_BYTES = 1 << 20;

const NANOSECONDS_PER_MILLISECOND = 1_000_000n;

type JsonObject = Readonly<Record<string, unknown>>;

/** What a session.json says, or in words why it is none. */
export type ParsedSessionFile =
  { readonly ok: true; readonly session: SessionFile } | { readonly ok: false; readonly text: string };

/** Gives the time of day as `seconds.nnnnnnnnn`, as good as the clock of JavaScript: a millisecond. */
export function sessionTime(): string {
  return traceTime(BigInt(Date.now()) * NANOSECONDS_PER_MILLISECOND);
}

/**
 * Writes RUN/session.json so that a reader sees the old file or the new one, never a piece: a temporary file beside it,
 * renamed.
 *
 * @throws the file system's error
 */
export function writeSessionFile(path: string, session: SessionFile): void {
  const temporary = `${path}.tmp`;
  try {
    writeWhole(temporary, `${JSON.stringify(session, null, 2)}\n`);
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

function writeWhole(path: string, text: string): void {
  const bytes = Buffer.from(text);
  const descriptor = openSync(path, 'w');
  try {
    // A disk that fills up takes a part before it fails.
    for (let from = 0; from < bytes.length;) from += writeSync(descriptor, bytes, from);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Reads the text of a session.json. Text in the result is safe to print; fields that this version lacks are dropped. */
export function parseSessionFile(text: string): ParsedSessionFile {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { ok: false, text: 'not JSON' };
  }
  if (!isObject(json)) return { ok: false, text: 'not a JSON object' };
  if (json['version'] !== 1) return { ok: false, text: 'version is not 1, the only one that is known here' };
  const start = json['start'];
  if (!isTime(start)) return { ok: false, text: '"start" is not a time (seconds.nnnnnnnnn)' };
  const recorder = parseRecorder(json['recorder']);
  const end = parseEnd(json['end']);
  const drops = parseDrops(json['drops']);
  return {
    ok: true,
    session: {
      version: 1,
      toolVersion: readText(json, 'toolVersion'),
      start,
      host: readText(json, 'host'),
      kernel: readText(json, 'kernel'),
      interface: readText(json, 'interface'),
      filter: readText(json, 'filter'),
      capturedWith: readText(json, 'capturedWith'),
      command: readWords(json['command']),
      ...(recorder && { recorder }),
      ...(drops.length > 0 && { drops }),
      ...(end && { end }),
    },
  };
}

function parseRecorder(json: unknown): SessionFile['recorder'] | null {
  if (!isObject(json)) return null;
  const pid = readCount(json, 'pid');
  return pid === null || pid === 0 ? null : { pid, startTicks: readCount(json, 'startTicks') };
}

function parseDrops(json: unknown): readonly PacketDrop[] {
  if (!Array.isArray(json)) return [];
  return json.flatMap((each: unknown) => {
    if (!isObject(each)) return [];
    const { after, before } = each;
    const packets = readCount(each, 'packets');
    return isTime(after) && isTime(before) && packets !== null && packets > 0 ? [{ after, before, packets }] : [];
  });
}

function parseEnd(json: unknown): SessionFile['end'] | null {
  if (!isObject(json) || !isTime(json['time'])) return null;
  return {
    time: json['time'],
    how: readText(json, 'how'),
    packetsCaptured: readCount(json, 'packetsCaptured'),
    packetsDropped: readCount(json, 'packetsDropped'),
  };
}

function isObject(json: unknown): json is JsonObject {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}

function isTime(value: unknown): value is string {
  return typeof value === 'string' && parseTraceTime(value) !== null;
}

function readText(json: JsonObject, name: string): string {
  const value = json[name];
  return typeof value === 'string' ? printable(value) : '';
}

function readWords(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((word) => typeof word === 'string').map(printable) : [];
}

function readCount(json: JsonObject, name: string): number | null {
  const value = json[name];
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : null;
}
