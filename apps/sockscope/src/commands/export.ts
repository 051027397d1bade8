import { createWriteStream } from 'node:fs';
import type { Writable } from 'node:stream';
import { once } from 'node:events';
import { buildTimeline, parseFilter } from '@sockscope/timeline';
import { exported, EXPORT_FORMATS } from '../export/exported';
import type { ExportFormat } from '../export/exported';
import { load } from '../load';
import { say } from '../output';

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
  const { output, force = false, connection } = options;
  const format = options.format ?? formatOf(output ?? '');
  if (format === null) return usage(`--format is one of ${EXPORT_FORMATS.join(', ')}`);
  const filter = parseFilter(options.filter ?? '');
  if (!filter.ok) return usage(`--filter, character ${filter.error.at + 1}: ${filter.error.text}`);
  if (output === undefined && format === 'pcapng' && process.stdout.isTTY) {
    return usage('pcapng is binary: give -o FILE');
  }
  const { recording, status } = await load(inputs);
  if (connection !== undefined && connection >= recording.connections.length) {
    return usage(`there is no connection ${connection}; the recording has ${recording.connections.length}`);
  }
  if (format === 'mermaid' && connection === undefined && recording.connections.length > 1) {
    return usage('mermaid has one diagram a file: choose with --connection');
  }
  const parts = exported(format, recording, buildTimeline(recording), {
    connection: connection ?? null,
    filter: filter.filter,
  });
  if (output === undefined) {
    await writeParts(process.stdout, parts);
    return status;
  }
  return (await writeFile(output, force, parts)) || status;
}

const ENDINGS: Readonly<Record<string, ExportFormat>> = {
  txt: 'text',
  md: 'markdown',
  mmd: 'mermaid',
  htm: 'html',
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
    const { code, message } = error as NodeJS.ErrnoException;
    say(code === 'EEXIST' ? `${file} is there already; --force replaces it` : `cannot write ${file}: ${message}`);
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

function usage(text: string): 2 {
  say(text);
  return 2;
}
