import type { Command } from 'commander';
import type { ViewOptions } from '../commands/view';
import { examples, INPUTS } from './shared-words';
import type { Runs } from './runs';

/** Adds `sockscope view` to the command line. */
export function defineView(program: Command, runs: Runs): void {
  program
    .command('view')
    .description('A recording in the UI: ? there shows the keys and what the signs mean, q goes back and quits.')
    .summary('a recording in the UI')
    .argument('<input...>', INPUTS)
    .option('--ascii', 'no characters beyond ASCII')
    .addHelpText('after', examples('sockscope view run', 'sockscope view capture.pcap server.jsonl client.jsonl'))
    .action(
      runs(async (inputs: string[], options: ViewOptions) =>
        (await import('../commands/view.js')).view(inputs, options),
      ),
    );
}
