import type { Command } from 'commander';
import type { ConnectionsOptions } from '../commands/connections';
import { CONNECTION_FILTERS, examples, INPUTS } from './shared-words';
import type { Runs } from './runs';

/** Adds `sockscope connections` to the command line. */
export function defineConnections(program: Command, runs: Runs): void {
  program
    .command('connections')
    .description('One line a connection: ends, handshake, close, bytes, timings.')
    .summary('one line a connection')
    .argument('<input...>', INPUTS)
    .option('--json', 'one JSON object a line')
    .option('-f, --follow', 'wait for more at the end of the capture; Ctrl-C, or the end of its recording, prints')
    .option('--filter <expression>', 'only connections that it lets through; `--filter help` lists the fields')
    .addHelpText(
      'after',
      examples(
        'sockscope connections run',
        'tcpdump -i lo -c 20 -w - | sockscope connections - --json',
        "sockscope connections capture.pcap --filter 'outcome != complete'",
      ) + CONNECTION_FILTERS,
    )
    .action(
      runs(async (inputs: string[], options: ConnectionsOptions) =>
        (await import('../commands/connections.js')).connections(inputs, options),
      ),
    );
}
