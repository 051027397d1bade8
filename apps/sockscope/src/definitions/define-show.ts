import type { Command } from 'commander';
import * as parse from '../arguments';
import type { ShowOptions } from '../commands/show';
import { examples, FILTERS, INPUTS } from './shared-words';
import type { Runs } from './runs';

/** Adds `sockscope show` to the command line. */
export function defineShow(program: Command, runs: Runs): void {
  program
    .command('show')
    .description('The ladder as text: each call in line with the packets it caused and waited for.')
    .summary('the ladder as text, or all of it as JSON')
    .argument('<input...>', INPUTS)
    .option('--json', 'one JSON object a line: calls, packets, links, clocks')
    .option('--script', "calls and packets in packetdrill's notation, with entry and return, and who made each packet")
    .option(
      '--connection <number>',
      'only this connection, as `connections` numbers them from 0',
      parse.connectionNumber,
    )
    .option('--filter <expression>', 'only rows that it lets through; `--filter help` lists the fields')
    .option('--width <columns>', "width of the ladder (default: the terminal's, else 160)", parse.columns)
    .option('--ascii', 'no characters beyond ASCII')
    .addHelpText(
      'after',
      examples(
        'sockscope show run | less -S',
        'sockscope show run --json | jq .text',
        'sockscope show capture.pcap --width 80',
        "sockscope show run --filter 'call == connect or tcp.flags.syn'",
      ) + FILTERS,
    )
    .action(
      runs(async (inputs: string[], options: ShowOptions) =>
        (await import('../commands/show.js')).show(inputs, options),
      ),
    );
}
