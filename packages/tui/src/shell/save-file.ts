import { writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import type { Effect, EffectReport } from '../view/effect';
import { failureReason } from './failure-reason';

type Save = Extract<Effect, { readonly kind: 'save' | 'save-packets' }>;

/** Writes what is saved into its file; asks before one that is there already is replaced, unless the user has said so. */
export async function saveFile(save: Save, content: string | Iterable<Uint8Array>): Promise<EffectReport> {
  const { fileName, what, mayReplace } = save;
  try {
    await writeFile(fileName.replace(/^~(?=\/)/, homedir()), content, { flag: mayReplace ? 'w' : 'wx' });
    return { text: `saved ${what} as ${fileName}`, isProblem: false };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') {
      return { question: `${fileName} is there already. Replace it?`, effect: { ...save, mayReplace: true } };
    }
    return { text: `cannot save ${fileName}: ${failureReason(error)}`, isProblem: true };
  }
}
