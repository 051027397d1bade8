import { Argument, Command, Option } from 'commander';

import * as parse from './arguments';
import type { ClientOptions } from './commands/client';
import type { CompareOptions } from './commands/compare';
import type { ConnectionsOptions } from './commands/connections';
import type { DemoOptions } from './commands/demo';
import type { LiveOptions } from './commands/live';
import type { PacketsOptions } from './commands/packets';
import type { RecordOptions } from './commands/record';
import type { ServerOptions } from './commands/server';
import type { ShowOptions } from './commands/show';
import type { ViewOptions } from './commands/view';

import { toolVersion } from './version';

/** A command's work: resolves to the exit status. */
type Run<Arguments extends unknown[]> = (...args: Arguments) => Promise<number>;

/** Words that several commands share, said once. */
const INPUTS = 'session directories, pcap files, call traces, or - for standard input; told apart by content';
const BUFFER = 'most bytes a recv() asks for (default: 255 with --article, else 65536)';
const EXIT_STATUS =
  '\nExit status: 0 success, 1 failure or damaged input, 2 wrong usage, 128 + n on\nsignal n; of record and live with a command, that of the command.\n';
const RUN =
  "Behind -- stands the command, with its own options. Calls are traced of sockscope's own server and client; of other programs they are inferred from the packets.";
const PROTOCOL = new Argument('<protocol>', 'what to speak').choices(['tcp', 'udp']);

function argumentTerm(argument: Argument): string {
  const text = `${argument.name()}${argument.variadic ? '...' : ''}`;
  return argument.required ? `<${text}>` : `[${text}]`;
}

function examples(...lines: string[]): string {
  return `\nExamples:\n${lines.map((line) => `  $ ${line}`).join('\n')}\n`;
}

/**
 * The command line of sockscope. Commands are loaded when they run, so that `--help` answers at once.
 *
 * @param behindDashes The words behind `--`: the command that `record` and `live` run.
 * @param finish Called with the exit status of the command that ran.
 */
export function buildProgram(behindDashes: readonly string[], finish: (status: number) => void): Command {
  const ends =
    <Arguments extends unknown[]>(run: Run<Arguments>) =>
    async (...args: Arguments) =>
      finish(await run(...args));

  const program = new Command('sockscope')
    .description(
      'What did my socket call do on the wire?\nLines up every socket call with the packets it caused and the packets it waited for.',
    )
    .version(toolVersion(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .helpCommand('help [command]', 'print help on a command')
    .exitOverride()
    .configureHelp({
      showGlobalOptions: false,
      subcommandTerm: (command) => [command.name(), ...command.registeredArguments.map(argumentTerm)].join(' '),
    })
    .configureOutput({
      outputError: (text, write) => write(text.replace(/^error: /, 'sockscope: ')),
    })
    .showHelpAfterError('(--help shows how it is used)')
    .addHelpText(
      'after',
      examples(
        "sockscope demo                               the article's calls and packets",
        'sockscope record -o run port 8888 -- ./mine  run a program under tcpdump',
        'sockscope view run                           look at it in the terminal',
        'sockscope compare run-1 run-2                handshake timing by phase',
      ) + EXIT_STATUS,
    );

  program
    .command('demo')
    .description(
      "The article's server and client on loopback, captured, in the live UI; where the output is no terminal, the ladder is printed.",
    )
    .summary("the article's programs, shown call by call")
    .addArgument(new Argument('[protocol]', 'what to speak').choices(['tcp', 'udp']).default('tcp'))
    .option('-o, --output <directory>', 'keep the session there')
    .option('--host <address>', 'address to run on', '127.0.0.1')
    .option('-p, --port <number>', 'port; where it is taken a free one is chosen', parse.port, 8888)
    .option('--echo', 'RFC 862 echo programs in place of the article ones')
    .option('--message <text...>', 'what the client sends, one message each', ['hello', '你好'])
    .option('--accept-delay <duration>', 'the server waits before each accept()', parse.durationMs, 0)
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
      ),
    )
    .action(
      ends(async (protocol: 'tcp' | 'udp', options: DemoOptions) =>
        (await import('./commands/demo.js')).demo(protocol, options),
      ),
    );

  program
    .command('server')
    .description('An echo server (RFC 862), or the server of the article; one connection at a time.')
    .summary('an echo server, or the server of the article')
    .addArgument(PROTOCOL)
    .option('--article', 'do exactly what the article does')
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('-p, --port <number>', 'port to listen on', parse.port, 8888)
    .option('--backlog <number>', 'length of the accept queue', parse.backlog, 5)
    .option('--buffer <bytes>', BUFFER, parse.bufferBytes)
    .option(
      '--timeout <duration>',
      'give up on a client that is silent for so long; 0 never (default: 30s)',
      parse.durationMs,
    )
    .option('--count <number>', 'end after so many connections (UDP: datagrams)', parse.count)
    .option('--accept-delay <duration>', 'wait before each accept()', parse.durationMs, 0)
    .option('--calls <file>', 'keep the trace of the calls in a file')
    .option('--session <directory>', "keep it in a session's calls/ directory")
    .addHelpText(
      'after',
      examples(
        'sockscope server tcp --article',
        'sockscope server tcp --host ::1 --port 7007 --calls server.jsonl',
        'sockscope server udp --timeout 5s --count 3',
      ),
    )
    .action(
      ends(async (protocol: 'tcp' | 'udp', options: ServerOptions) =>
        (await import('./commands/server.js')).server(protocol, options),
      ),
    );

  program
    .command('client')
    .description('Sends what it reads on standard input, line by line, and prints what comes back.')
    .summary('sends its input and prints what comes back')
    .addArgument(PROTOCOL)
    .argument('[address]', 'HOST, HOST:PORT or [IPV6]:PORT of the server', parse.address)
    .option('--article', 'do exactly what the article does: one connection a word')
    .option('--host <address>', "the server's address", '127.0.0.1')
    .option('-p, --port <number>', "the server's port", parse.port, 8888)
    .option('--buffer <bytes>', BUFFER, parse.bufferBytes)
    .option(
      '--timeout <duration>',
      'give up waiting for an answer after so long; 0 never (default: 10s; never with --article tcp)',
      parse.durationMs,
    )
    .option('--calls <file>', 'keep the trace of the calls in a file')
    .option('--session <directory>', "keep it in a session's calls/ directory")
    .addHelpText(
      'after',
      examples(
        'sockscope client tcp --article < words.txt',
        'sockscope client tcp localhost:7007 --calls client.jsonl',
        'sockscope client udp [::1]:7007',
      ),
    )
    .action(
      ends(async (protocol: 'tcp' | 'udp', address: parse.HostAndPort | undefined, options: ClientOptions) =>
        (await import('./commands/client.js')).client(protocol, address, options),
      ),
    );

  program
    .command('record')
    .description(`Packets, and a command if there is one, kept as a session; without a command until Ctrl-C.\n${RUN}`)
    .summary('runs a command under tcpdump, keeps a session')
    .usage('-o DIRECTORY [-i INTERFACE] [FILTER...] [-- COMMAND...]')
    .argument('[filter...]', 'which packets, in the words of pcap-filter(7)')
    .requiredOption('-o, --output <directory>', 'the session directory; it must be new or empty')
    .option('-i, --interface <name>', 'interface to capture on, or any', 'lo')
    .addHelpText(
      'after',
      examples(
        'sockscope record -o run tcp port 8888 -- sockscope client tcp --article',
        'sockscope record -o run -i any port 53',
        'sockscope record -o run -- curl -s http://127.0.0.1:8080/',
      ),
    )
    .action(
      ends(async (filter: string[], options: RecordOptions) =>
        (await import('./commands/record.js')).record(filter, behindDashes, options),
      ),
    );

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
    .option('--ascii', 'no characters beyond ASCII')
    .addHelpText('after', examples('sockscope live port 8888', 'sockscope live -o run tcp port 8888 -- ./my-server'))
    .action(
      ends(async (filter: string[], options: LiveOptions) =>
        (await import('./commands/live.js')).live(filter, behindDashes, options),
      ),
    );

  program
    .command('view')
    .description('A recording in the UI: ? there shows the keys and what the signs mean, q goes back and quits.')
    .summary('a recording in the UI')
    .argument('<input...>', INPUTS)
    .option('--ascii', 'no characters beyond ASCII')
    .addHelpText('after', examples('sockscope view run', 'sockscope view capture.pcap server.jsonl client.jsonl'))
    .action(
      ends(async (inputs: string[], options: ViewOptions) =>
        (await import('./commands/view.js')).view(inputs, options),
      ),
    );

  program
    .command('show')
    .description('The ladder as text: each call in line with the packets it caused and waited for.')
    .summary('the ladder as text, or all of it as JSON')
    .argument('<input...>', INPUTS)
    .option('--json', 'one JSON object a line: calls, packets, links')
    .option(
      '--connection <number>',
      'only this connection, as `connections` numbers them from 0',
      parse.connectionNumber,
    )
    .option('--width <columns>', "width of the ladder (default: the terminal's, else 160)", parse.columns)
    .option('--ascii', 'no characters beyond ASCII')
    .addHelpText(
      'after',
      examples(
        'sockscope show run | less -S',
        'sockscope show run --json | jq .text',
        'sockscope show capture.pcap --width 80',
      ),
    )
    .action(
      ends(async (inputs: string[], options: ShowOptions) =>
        (await import('./commands/show.js')).show(inputs, options),
      ),
    );

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
      ends(async (base: string, others: string[], options: CompareOptions) =>
        (await import('./commands/compare.js')).compare([base, ...others], options),
      ),
    );

  program
    .command('connections')
    .description('One line a connection: ends, handshake, close, bytes, timings.')
    .summary('one line a connection')
    .argument('<input...>', INPUTS)
    .option('--json', 'one JSON object a line')
    .addHelpText(
      'after',
      examples('sockscope connections run', 'tcpdump -i lo -c 20 -w - | sockscope connections - --json'),
    )
    .action(
      ends(async (inputs: string[], options: ConnectionsOptions) =>
        (await import('./commands/connections.js')).connections(inputs, options),
      ),
    );

  program
    .command('packets')
    .description("One line a packet, in tcpdump's letters.")
    .summary("one line a packet, in tcpdump's letters")
    .argument('<input...>', INPUTS)
    .option('--json', 'one JSON object a line')
    .addHelpText('after', examples('sockscope packets run', 'sockscope packets capture.pcap --json | jq .flagText'))
    .action(
      ends(async (inputs: string[], options: PacketsOptions) =>
        (await import('./commands/packets.js')).packets(inputs, options),
      ),
    );

  program
    .command('doctor')
    .description('What this machine can do, and how to mend what is missing.')
    .summary('what this machine can do')
    .addHelpText('after', examples('sockscope doctor'))
    .action(ends(async () => (await import('./commands/doctor.js')).doctor()));

  return program;
}
