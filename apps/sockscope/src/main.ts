import { runCommandLine } from './command-line';
import { endWithReader } from './output';

endWithReader();
void runCommandLine(process.argv.slice(2)).then((status) => {
  process.exitCode = status;
});
