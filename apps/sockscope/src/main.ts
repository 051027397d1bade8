import { runCommandLine } from './command-line';
import { endWithReader } from './output';

endWithReader();
void runCommandLine(process.argv.slice(2)).then((status) => {
  // Once what was printed is out: standard input may still be open, and would keep the process alive.
  process.stdout.write('', () => process.exit(status));
});
