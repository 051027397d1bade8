import { Option } from 'commander';
import type { Command } from 'commander';
import type { CompareOptions } from '../commands/compare';
import { examples } from './shared-words';
import type { Runs } from './runs';

/** Adds `sockscope compare` to the command line. */
export function defineCompare(program: Command, runs: Runs): void {
  program
    .command('compare')
    .description('Handshake timing by phase, side by side; the first session is the base.')
    .summary('handshake timing, phase by phase')
    .argument('<base>', 'the session to compare with')
    .argument('<other...>', 'the sessions to compare')
    .addOption(new Option('--json', 'as one JSON object').conflicts(['csv', 'markdown']))
    .addOption(new Option('--csv', 'as comma-separated values (RFC 4180)').conflicts(['markdown']))
    .option('--markdown', 'as a Markdown table')
    .addHelpText('after', examples('sockscope compare before after', 'sockscope compare base run-1 run-2 --markdown'))
    .action(
      runs(async (base: string, others: string[], options: CompareOptions) =>
        (await import('../commands/compare.js')).compare([base, ...others], options),
      ),
    );
}
