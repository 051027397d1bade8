import { runCommandLine } from './command-line';
import { endWithReader } from './output';
import { assumeSize } from './terminal-size';

export { runCommandLine };

/**
 * Is the command: runs a command line and ends the process with its exit status.
 *
 * @param words What stands behind the program's name.
 */
export function main(words: readonly string[]): void {
  endWithReader();
  assumeSize(process.stdout);
  void runCommandLine(words).then((status) => {
    // Standard input may still be open, and would keep the process alive. A terminal has taken all by now, or is not read.
    if (process.stdout.isTTY) process.exit(status);
    // Once what was printed is out.
    process.stdout.write('', () => process.exit(status));
  });
}
