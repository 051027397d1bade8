import type { Command } from 'commander';
import * as parse from '../arguments';
import type { ServerOptions } from '../commands/server';
import { BUFFER, examples, PROTOCOL } from './shared-words';
import type { Runs } from './runs';

/** Adds `sockscope server` to the command line. */
export function defineServer(program: Command, runs: Runs): void {
  program
    .command('server')
    .description('An echo server (RFC 862), or the server of the article; one connection at a time.')
    .summary('an echo server, or the server of the article')
    .addArgument(PROTOCOL)
    .option('--article', 'do exactly what the article does')
    .option('--host <address>', 'address to listen on', parse.host, '127.0.0.1')
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
      runs(async (protocol: 'tcp' | 'udp', options: ServerOptions) =>
        (await import('../commands/server.js')).server(protocol, options),
      ),
    );
}
