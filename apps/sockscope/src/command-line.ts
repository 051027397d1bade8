import { CommanderError } from 'commander';
import { buildProgram } from './program';
import { messageText, ReaderGone, say } from './output';

const USAGE_ERROR = 2;
const FAILURE = 1;

/** Commands that run another command, which stands behind `--` with options of its own. */
const COMMANDS_THAT_RUN = new Set(['record', 'live']);

/** Parts the words behind the first `--` from ours: they are the command to run, never options of sockscope. */
function splitAtDashes(words: readonly string[]): { own: readonly string[]; command: readonly string[] } {
  const dashes = words.indexOf('--');
  if (dashes < 0 || !COMMANDS_THAT_RUN.has(words[0] ?? '')) return { own: words, command: [] };
  return { own: words.slice(0, dashes), command: words.slice(dashes + 1) };
}

/**
 * What to tell of an error that no command foresaw: its message; the stack goes before it where that was asked for. A
 * failed system call explains itself.
 */
function unforeseen(error: unknown): string {
  if (process.env['SOCKSCOPE_DEBUG'] && error instanceof Error) process.stderr.write(messageText(`${error.stack}\n`));
  const message = error instanceof Error ? error.message : String(error);
  const isOfSystem = error instanceof Error && 'syscall' in error;
  return isOfSystem ? message : `${message} (SOCKSCOPE_DEBUG=1 shows where)`;
}

/**
 * Runs one command line.
 *
 * @param words What stands behind the program's name.
 * @returns The exit status: 0 success, 1 failure or damaged input, 2 wrong usage, 128 + n on signal n.
 */
export async function runCommandLine(words: readonly string[]): Promise<number> {
  const { own, command } = splitAtDashes(words);
  let status = 0;
  const program = buildProgram(words[0] ?? '', command, (result) => {
    status = result;
  });
  try {
    await program.parseAsync([...own], { from: 'user' });
    return status;
  } catch (error) {
    if (error instanceof ReaderGone) return 0;
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : USAGE_ERROR;
    say(unforeseen(error));
    return FAILURE;
  }
}
