import type { Command } from 'commander';
import { bufferKib } from '../arguments';
import type { RecordOptions } from '../commands/record';
import { BUFFER_SIZE, examples, RUN } from './shared-words';
import type { Runs } from './runs';

/** Adds `sockscope record` to the command line. @param command The words behind `--`. */
export function defineRecord(program: Command, runs: Runs, command: readonly string[]): void {
  program
    .command('record')
    .description(`Packets, and a command if there is one, kept as a session; without a command until Ctrl-C.\n${RUN}`)
    .summary('runs a command under tcpdump, keeps a session')
    .usage('-o DIRECTORY [-i INTERFACE] [FILTER...] [-- COMMAND...]')
    .argument('[filter...]', 'which packets, in the words of pcap-filter(7)')
    .requiredOption('-o, --output <directory>', 'the session directory; it must be new or empty')
    .option('-i, --interface <name>', 'interface to capture on, or any', 'lo')
    .option('-B, --buffer-size <KiB>', BUFFER_SIZE, bufferKib)
    .addHelpText(
      'after',
      examples(
        'sockscope record -o run tcp port 8888 -- sockscope client tcp --article',
        'sockscope record -o run -i any port 53',
        'sockscope record -o run -- curl -s http://127.0.0.1:8080/',
      ),
    )
    .action(
      runs(async (filter: string[], options: RecordOptions) =>
        (await import('../commands/record.js')).record(filter, command, options),
      ),
    );
}
