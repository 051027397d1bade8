import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(__dirname, '..', 'goldens');

/** Compares text with a file of goldens/, or writes that file where UPDATE_GOLDENS is set. */
export function expectGolden(name: string, text: string): void {
  const file = join(FOLDER, name);
  if (process.env['UPDATE_GOLDENS']) {
    mkdirSync(FOLDER, { recursive: true });
    writeFileSync(file, text);
  }
  if (!existsSync(file)) throw new Error(`${file} is missing: make it with UPDATE_GOLDENS=1`);
  expect(text).toBe(readFileSync(file, 'utf8'));
}
