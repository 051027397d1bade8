import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Gives a function that makes a fresh path, not yet existing, in a folder that is removed after the tests. */
export function temporaryPaths(): () => string {
  const folder = mkdtempSync(join(tmpdir(), 'sockscope-test-'));
  let count = 0;
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return () => join(folder, `run-${++count}`);
}
