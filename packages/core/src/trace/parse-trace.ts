import { isRecord } from './json-field';
import { TraceReader } from './trace-reader';
import type { TraceProblem } from './trace-reader';
import type { ProcessTrace } from './traced-call';
import { decodeUtf8 } from './utf8';

/** How far looksLikeTrace() looks: a process line with a long command fits. */
const SNIFFED_BYTES = 4096;
const KINDS = new Set(['process', 'call', 'enter', 'return', 'exit']);
const KIND_FIRST = /^\s*\{\s*"kind"\s*:\s*"(?:process|call|enter|return|exit)"/;

/** Gives the calls of a whole trace, and what of it could not be read. Never throws. */
export function parseTrace(bytes: Uint8Array): { trace: ProcessTrace; problems: readonly TraceProblem[] } {
  const reader = new TraceReader();
  reader.push(bytes);
  reader.end();
  return { trace: reader.trace, problems: reader.problems };
}

/** Tells by content whether bytes are the beginning of a trace: their first line is one of its events. */
export function looksLikeTrace(bytes: Uint8Array): boolean {
  const text = decodeUtf8(bytes, 0, Math.min(bytes.length, SNIFFED_BYTES));
  if (KIND_FIRST.test(text)) return true;
  const [line = ''] = text.trimStart().split('\n', 1);
  try {
    const json: unknown = JSON.parse(line);
    return isRecord(json) && typeof json['kind'] === 'string' && KINDS.has(json['kind']);
  } catch {
    return false;
  }
}
