import { writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import type { Effect, EffectReport } from '../view/effect';

type Save = Extract<Effect, { readonly kind: 'save' }>;

/** Writes text into a file; one that is there already is replaced only where the user has said so. */
export async function saveText({ fileName, text, what, mayReplace }: Save): Promise<EffectReport> {
  try {
    await writeFile(fileName.replace(/^~(?=\/)/, homedir()), text, { flag: mayReplace ? 'w' : 'wx' });
    return { text: `saved ${what} as ${fileName}`, isProblem: false };
  } catch (error) {
    return { text: reasonOf(error as NodeJS.ErrnoException, fileName), isProblem: true };
  }
}

function reasonOf({ code, message }: NodeJS.ErrnoException, fileName: string): string {
  if (code === 'EEXIST') return `${fileName} is there already; :save! ${fileName} replaces it`;
  return `cannot save ${fileName}: ${message.split('\n', 1)[0]?.replace(/^E\w+: /, '') ?? String(code)}`;
}
