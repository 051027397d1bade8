import type { Command } from 'commander';
import type { PacketsOptions } from '../commands/packets';
import { examples, INPUTS } from './shared-words';
import type { Runs } from './runs';

/** Adds `sockscope packets` to the command line. */
export function definePackets(program: Command, runs: Runs): void {
  program
    .command('packets')
    .description("One line a packet, in tcpdump's letters.")
    .summary("one line a packet, in tcpdump's letters")
    .argument('<input...>', INPUTS)
    .option('--json', 'one JSON object a line')
    .addHelpText('after', examples('sockscope packets run', 'sockscope packets capture.pcap --json | jq .flagText'))
    .action(
      runs(async (inputs: string[], options: PacketsOptions) =>
        (await import('../commands/packets.js')).packets(inputs, options),
      ),
    );
}
