import type { Command } from 'commander';
import type { PacketsOptions } from '../commands/packets';
import { examples, INPUTS, PACKET_FILTERS } from './shared-words';
import type { Runs } from './runs';

/** Adds `sockscope packets` to the command line. */
export function definePackets(program: Command, runs: Runs): void {
  program
    .command('packets')
    .description("One line a packet, in tcpdump's letters.")
    .summary("one line a packet, in tcpdump's letters")
    .argument('<input...>', INPUTS)
    .option('--json', 'one JSON object a line')
    .option('-f, --follow', 'wait for more at the end of the capture, until Ctrl-C or the end of its recording')
    .option('--filter <expression>', 'only packets that it lets through; `--filter help` lists the fields')
    .option('--summary', 'one line: format, packets, the blocks of pcapng that hold none, and what was not decoded')
    .addHelpText(
      'after',
      examples(
        'sockscope packets run',
        'sockscope packets capture.pcapng.gz --json | jq .flagText',
        "sockscope packets capture.pcap --filter 'tcp.port == 8888 and flags.syn'",
        "sockscope packets capture.pcap --filter 'retransmission or icmp'",
        'sockscope packets --follow capture.pcap',
        'tcpdump -i lo -U -w - | sockscope packets -',
      ) + PACKET_FILTERS,
    )
    .action(
      runs(async (inputs: string[], options: PacketsOptions) =>
        (await import('../commands/packets.js')).packets(inputs, options),
      ),
    );
}
