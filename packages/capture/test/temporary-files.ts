import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Gives a function that writes a new file and gives its path; all are removed after the tests of the file. */
export function temporaryFiles(): (content: Uint8Array | string) => string {
  const folder = mkdtempSync(path.join(tmpdir(), 'sockscope-test-'));
  let count = 0;
  afterAll(() => rmSync(folder, { recursive: true }));
  return (content) => {
    count += 1;
    const file = path.join(folder, String(count));
    writeFileSync(file, content);
    return file;
  };
}
