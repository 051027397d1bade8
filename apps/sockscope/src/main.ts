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
    // Once what was printed is out: standard input may still be open, and would keep the process alive.
    process.stdout.write('', () => process.exit(status));
  });
}
