import { Argument, Option } from 'commander';
import type { Command } from 'commander';
import * as parse from '../arguments';
import type { DemoOptions } from '../commands/demo';
import { examples } from './shared-words';
import type { Runs } from './runs';
import { addCutOptions, addWireOptions } from './wire-options';

/** Adds `sockscope demo` to the command line. */
export function defineDemo(program: Command, runs: Runs): void {
  const command = program
    .command('demo')
    .description(
      "The article's server and client on loopback, captured, in the live UI; where the output is no terminal, the ladder is printed.",
    )
    .summary("the article's programs, shown call by call")
    .addArgument(new Argument('[protocol]', 'what to speak').choices(['tcp', 'udp']).default('tcp'))
    .option('-o, --output <directory>', 'keep the session there')
    .option('--host <address>', 'address to run on', parse.host, '127.0.0.1')
    .option('-p, --port <number>', 'port; where it is taken a free one is chosen', parse.port, 8888)
    .option('--echo', 'RFC 862 echo programs in place of the article ones')
    .option('--message <text...>', 'what the client sends, one message each', ['hello', '你好'])
    .option('--accept-delay <duration>', 'the server waits before each accept()', parse.durationMs, 0);
  addCutOptions(addWireOptions(command))
    .option('--text', 'print the ladder even on a terminal')
    .addOption(new Option('--record-only').hideHelp())
    .option('--width <columns>', 'width of the printed ladder', parse.columns)
    .option('--ascii', 'no characters beyond ASCII')
    .addHelpText(
      'after',
      examples(
        'sockscope demo                     TCP, in the live UI; q quits',
        'sockscope demo udp --text          UDP, printed',
        'sockscope demo tcp -o run          keep the recording in run/',
        'sockscope demo --accept-delay 1s   see the SYN-ACK precede accept()',
        'sockscope demo --delay 20ms        over a wire with a round trip of 40 ms',
        'sockscope demo --cut-after 3       the wire is cut after the handshake',
      ),
    )
    .action(
      runs(async (protocol: 'tcp' | 'udp', options: DemoOptions) =>
        (await import('../commands/demo.js')).demo(protocol, options),
      ),
    );
}
