import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { loadRecording } from '@sockscope/session';
import type { RunFile } from '@sockscope/tui/views';

const CAPTURE = /\.(?:pcap|pcapng|cap)(?:\.gz)?$/i;

/**
 * Gives the runs that inputs stand for: several session directories, or one directory that holds sessions or captures.
 * None where the inputs are the parts of one recording.
 */
export function runFiles(inputs: readonly string[]): readonly RunFile[] {
  const paths = inputs.length === 1 ? pathsIn(inputs[0] ?? '') : inputs.every(isSession) ? inputs : [];
  return paths.map((path) => ({
    name: basename(resolve(path)),
    load: () => loadRecording([path]),
  }));
}

function pathsIn(directory: string): readonly string[] {
  if (!isDirectory(directory) || isSession(directory)) return [];
  return readdirSync(directory)
    .sort()
    .map((name) => join(directory, name))
    .filter((path) => isSession(path) || CAPTURE.test(path));
}

function isSession(path: string): boolean {
  return existsSync(join(path, 'session.json'));
}

function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
