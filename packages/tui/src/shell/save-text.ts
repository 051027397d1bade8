import { writeFile } from 'node:fs/promises';
import type { EffectReport } from '../view/effect';

/** Writes text into a file that does not exist yet; nothing is ever overwritten. */
export async function saveText(fileName: string, text: string): Promise<EffectReport> {
  try {
    await writeFile(fileName, text, { flag: 'wx' });
    return { text: `saved ${fileName}`, isProblem: false };
  } catch (error) {
    return { text: `Cannot save ${fileName}: ${reasonOf(error)}`, isProblem: true };
  }
}

function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'EEXIST') return 'there is such a file already';
  return message.split('\n', 1)[0]?.replace(/^E\w+: /, '') ?? String(code);
}
