import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A directory for a session that nobody asked to keep; removed when the process ends, however it ends. */
export function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'sockscope-'));
  process.on('exit', () => rmSync(directory, { recursive: true, force: true }));
  return directory;
}
