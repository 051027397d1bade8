import type { Command } from 'commander';
import * as parse from '../arguments';
import type { ClientOptions } from '../commands/client';
import { BUFFER, examples, PROTOCOL } from './shared-words';
import type { Runs } from './runs';

/** Adds `sockscope client` to the command line. */
export function defineClient(program: Command, runs: Runs): void {
  program
    .command('client')
    .description('Sends what it reads on standard input, line by line, and prints what comes back.')
    .summary('sends its input and prints what comes back')
    .addArgument(PROTOCOL)
    .argument('[address]', 'HOST, HOST:PORT or [IPV6]:PORT of the server', parse.address)
    .option('--article', 'do exactly what the article does: one connection a word')
    .option('--host <address>', "the server's address", parse.host, '127.0.0.1')
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
      runs(async (protocol: 'tcp' | 'udp', address: parse.HostAndPort | undefined, options: ClientOptions) =>
        (await import('../commands/client.js')).client(protocol, address, options),
      ),
    );
}
