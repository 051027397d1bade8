import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isRecorderAlive } from './recorder-process';
import { LONGEST_SESSION_FILE_BYTES, parseSessionFile } from './session-file';
import { SESSION_FILE_NAME } from './session-layout';

/** Whether a session directory's recorder still runs, so that its files may grow. */
export function isBeingRecorded(directory: string): boolean {
  const path = join(directory, SESSION_FILE_NAME);
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat?.isFile() !== true || stat.size > LONGEST_SESSION_FILE_BYTES) return false;
  const parsed = parseSessionFile(readFileSync(path, 'utf8'));
  return parsed.ok && !parsed.session.end && isRecorderAlive(parsed.session);
}
