import type { Command } from 'commander';
import { examples } from './shared-words';
import type { Runs } from './runs';

/** Adds `sockscope doctor` to the command line. */
export function defineDoctor(program: Command, runs: Runs): void {
  program
    .command('doctor')
    .description('What this machine can do, and how to mend what is missing.')
    .summary('what this machine can do')
    .addHelpText('after', examples('sockscope doctor'))
    .action(runs(async () => (await import('../commands/doctor.js')).doctor()));
}
