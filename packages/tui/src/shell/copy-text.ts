import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TerminalScreen } from '../blessed/terminal-screen';
import type { Effect, Notice } from '../view/effect';

/** Made once a process, where it is needed. */
let madeFolder: Promise<string> | null = null;

type Copy = Extract<Effect, { readonly kind: 'copy' }>;

/** Terminals drop longer sequences; xterm's limit is the lowest in use. */
const MOST_BASE64_CHARS = 100_000;

/**
 * Puts text on the clipboard by way of the terminal, which works over ssh too, and into a file: whether the terminal takes
 * it cannot be known, as some have it switched off.
 *
 * @see https://invisible-island.net/xterm/ctlseqs/ctlseqs.html OSC 52
 */
export async function copyText(
  screen: Pick<TerminalScreen, 'send'>,
  env: Readonly<Record<string, string | undefined>>,
  { text, what }: Copy,
): Promise<Notice | null> {
  const base64 = Buffer.from(text, 'utf8').toString('base64');
  const isSent = base64.length <= MOST_BASE64_CHARS;
  if (isSent) screen.send(`\x1b]52;c;${base64}\x07`);
  const file = await writeCopy(env, text);
  if (isSent) return { text: `${what} copied${file === null ? '' : `; also in ${file}`}`, isProblem: false };
  if (file === null) return { text: `${what} is too long for the clipboard`, isProblem: true };
  return { text: `${what} too long for the clipboard: see ${file}`, isProblem: false };
}

/** Into the user's own directory for such files, always the same one; else into a new directory that only the user can read. */
async function writeCopy(env: Readonly<Record<string, string | undefined>>, text: string): Promise<string | null> {
  try {
    const own = env.XDG_RUNTIME_DIR;
    const isOwn = own !== undefined && own !== '';
    const folder = isOwn ? own : await (madeFolder ??= mkdtemp(join(tmpdir(), 'sockscope-')));
    const file = join(folder, 'sockscope-copy.txt');
    await writeFile(file, text, { mode: 0o600 });
    return file;
  } catch {
    return null;
  }
}
