import type { Command } from 'commander';
import { bufferKib } from '../arguments';
import type { LiveOptions } from '../commands/live';
import { BUFFER_SIZE, examples, RUN } from './shared-words';
import type { Runs } from './runs';

/** Adds `sockscope live` to the command line. @param command The words behind `--`. */
export function defineLive(program: Command, runs: Runs, command: readonly string[]): void {
  program
    .command('live')
    .description(
      `Packets, and a command if there is one, watched in the UI while it runs. Nothing is kept without -o.\n${RUN}`,
    )
    .summary('the same, watched in the UI while it runs')
    .usage('[-o DIRECTORY] [-i INTERFACE] [FILTER...] [-- COMMAND...]')
    .argument('[filter...]', 'which packets, in the words of pcap-filter(7)')
    .option('-o, --output <directory>', 'keep the session there')
    .option('-i, --interface <name>', 'interface to capture on, or any', 'lo')
    .option('-B, --buffer-size <KiB>', BUFFER_SIZE, bufferKib)
    .option('--ascii', 'no characters beyond ASCII')
    .addHelpText('after', examples('sockscope live port 8888', 'sockscope live -o run tcp port 8888 -- ./my-server'))
    .action(
      runs(async (filter: string[], options: LiveOptions) =>
        (await import('../commands/live.js')).live(filter, command, options),
      ),
    );
}
