import { createWriteStream } from 'node:fs';
import type { Writable } from 'node:stream';
import { once } from 'node:events';
import { systemErrorText, type IndexedCapture, type Recording } from '@sockscope/session';
import { buildTimeline } from '@sockscope/timeline';
import { exported, EXPORT_FORMATS } from '../export/exported';
import type { ExportFormat } from '../export/exported';
import { readFilter } from '../filter-option';
import { openLargeCapture } from '../large-capture';
import { missingConnection } from '../missing-connection';
import { load } from '../load';
import { say, usage } from '../output';
import { sayProblems } from '../say-problems';

export interface ExportOptions {
  readonly format?: ExportFormat;
  readonly output?: string;
  readonly force?: boolean;
  readonly connection?: number;
  /** As it was typed. */
  readonly filter?: string;
}

/** `sockscope export`: a recording in a format of another program, into a file or onto standard output. */
export async function exportRecording(inputs: readonly string[], options: ExportOptions): Promise<number> {
  const { output, force = false } = options;
  const format = options.format ?? formatOf(output ?? '');
  if (format === null) return usage(`--format is one of ${EXPORT_FORMATS.join(', ')}`);
  const filter = readFilter(options.filter);
  if (filter === null) return 2;
  if (output === undefined && format === 'pcapng' && process.stdout.isTTY) {
    return usage('pcapng is binary: give -o FILE');
  }
  const large = await openLargeCapture(inputs);
  const chosen = large === null ? await wholeRecording(inputs, options) : oneConnection(large, options);
  if (chosen === null) return 2;
  const { recording, status, connection } = chosen;
  if (format === 'mermaid' && connection === null && recording.connections.length > 1) {
    return usage('mermaid has one diagram a file: choose with --connection');
  }
  if (format === 'script' && (filter.filter !== null || (connection !== null && large === null))) {
    return usage('a script has everything: leave --filter and --connection out');
  }
  const parts = exported(format, recording, buildTimeline(recording), { connection, filter: filter.filter });
  if (output === undefined) {
    await writeParts(process.stdout, parts);
    return status;
  }
  return (await writeFile(output, force, parts)) || status;
}

/** What is exported. */
interface Chosen {
  readonly recording: Recording;
  readonly status: number;
  /** null: all of the recording. */
  readonly connection: number | null;
}

async function wholeRecording(inputs: readonly string[], { connection }: ExportOptions): Promise<Chosen | null> {
  const { recording, status } = await load(inputs);
  if (missingConnection(connection, recording.connections.length) !== null) return null;
  return { recording, status, connection: connection ?? null };
}

/** Of a large capture one connection is joined, which is the only one of its recording. */
function oneConnection(capture: IndexedCapture, { connection }: ExportOptions): Chosen | null {
  const { packetCount, connectionCount } = capture;
  const recording = connection === undefined ? null : capture.connection(connection);
  if (recording !== null) {
    return { recording, status: sayProblems([...capture.problems, ...recording.problems]), connection: 0 };
  }
  if (connection === undefined) {
    usage(`${packetCount} packets are too many for one export: choose with --connection (connections lists them)`);
  } else {
    missingConnection(connection, connectionCount);
  }
  return null;
}

const ENDINGS: Readonly<Record<string, ExportFormat>> = {
  txt: 'text',
  md: 'markdown',
  mmd: 'mermaid',
  htm: 'html',
  pkt: 'script',
  jsonl: 'json',
};

/** The format that a file's ending stands for; null where it stands for none. */
function formatOf(file: string): ExportFormat | null {
  const ending = /\.([a-z]+)$/.exec(file)?.[1] ?? '';
  return EXPORT_FORMATS.find((format) => format === ending) ?? ENDINGS[ending] ?? null;
}

async function writeFile(file: string, force: boolean, parts: Iterable<string | Uint8Array>): Promise<number> {
  const stream = createWriteStream(file, { flags: force ? 'w' : 'wx' });
  try {
    await once(stream, 'open');
    await writeParts(stream, parts);
    stream.end();
    await once(stream, 'close');
    return 0;
  } catch (error) {
    const isThere = (error as NodeJS.ErrnoException).code === 'EEXIST';
    say(isThere ? `${file} is there already; --force replaces it` : `cannot write ${file}: ${systemErrorText(error)}`);
    return 1;
  }
}

/** No faster than the reader takes them. */
async function writeParts(stream: Writable, parts: Iterable<string | Uint8Array>): Promise<void> {
  for (const part of parts) {
    if (stream.destroyed) return;
    if (!stream.write(part)) await once(stream, 'drain');
  }
}
