import { mkdirSync, openSync, readdirSync, rmSync, rmdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { printable } from '../printable';
import { CALLS_FOLDER_NAME, PACKETS_FILE_NAME, SESSION_FILE_NAME } from '../session-layout';
import { errorCode, systemErrorText } from '../system-error';

/** A directory that this recorder made ready and nobody else records into. */
export interface SessionDirectory {
  /** Absolute. */
  readonly path: string;
  readonly sessionFilePath: string;
  readonly callsPath: string;
  /** Open for writing and reading, empty; whoever uses it closes it. */
  readonly packetsDescriptor: number;
  /** Takes back what createSessionDirectory() made, for a recording that could not begin. */
  discard(): void;
}

export type CreatedDirectory =
  | { readonly ok: true; readonly directory: SessionDirectory }
  /** One line, safe to print. */
  | { readonly ok: false; readonly text: string };

/**
 * Makes a directory for a recording: RUN, RUN/calls and an empty RUN/packets.pcap. A directory that holds anything is
 * refused, so a recording is never overwritten.
 */
export function createSessionDirectory(directory: string): CreatedDirectory {
  const path = resolve(directory);
  try {
    const firstMade = mkdirSync(path, { recursive: true });
    if (readdirSync(path).length > 0) return refused(directory, 'is not empty, and nothing is overwritten');
    const callsPath = join(path, CALLS_FOLDER_NAME);
    mkdirSync(callsPath);
    // `wx+`: of two recorders that start at once in the same directory one wins.
    const packetsDescriptor = openSync(join(path, PACKETS_FILE_NAME), 'wx+');
    const discard = (): void => {
      rmSync(join(path, PACKETS_FILE_NAME));
      rmSync(callsPath, { recursive: true });
      if (firstMade !== undefined) rmdirSync(path);
    };
    const sessionFilePath = join(path, SESSION_FILE_NAME);
    return { ok: true, directory: { path, sessionFilePath, callsPath, packetsDescriptor, discard } };
  } catch (error) {
    const isFile = errorCode(error) === 'EEXIST' || errorCode(error) === 'ENOTDIR';
    return refused(directory, isFile ? 'is not a directory' : systemErrorText(error));
  }
}

function refused(directory: string, why: string): CreatedDirectory {
  return { ok: false, text: printable(`${directory}: ${why}`) };
}
