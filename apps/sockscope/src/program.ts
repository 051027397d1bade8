import { Command } from 'commander';
import type { Argument } from 'commander';
import { defineClient } from './definitions/define-client';
import { defineCompare } from './definitions/define-compare';
import { defineConnections } from './definitions/define-connections';
import { defineDemo } from './definitions/define-demo';
import { defineDoctor } from './definitions/define-doctor';
import { defineLab } from './definitions/define-lab';
import { defineExport } from './definitions/define-export';
import { defineLive } from './definitions/define-live';
import { definePackets } from './definitions/define-packets';
import { defineRecord } from './definitions/define-record';
import { defineServer } from './definitions/define-server';
import { defineShow } from './definitions/define-show';
import { defineView } from './definitions/define-view';
import type { Runs } from './definitions/runs';
import { examples } from './definitions/shared-words';
import { messageText } from './output';
import { toolVersion } from './version';

const EXIT_STATUS =
  '\nExit status: 0 success, 1 failure or damaged input, 2 wrong usage, 128 + n on\nsignal n; of record and live with a command, that of the command.\n';

type Define = (program: Command, runs: Runs, behindDashes: readonly string[]) => void;

/** In the order in which help lists them. */
const DEFINITIONS: ReadonlyMap<string, Define> = new Map<string, Define>([
  ['demo', defineDemo],
  ['server', defineServer],
  ['client', defineClient],
  ['record', defineRecord],
  ['live', defineLive],
  ['view', defineView],
  ['show', defineShow],
  ['compare', defineCompare],
  ['connections', defineConnections],
  ['packets', definePackets],
  ['lab', defineLab],
  ['export', defineExport],
  ['doctor', defineDoctor],
]);

function argumentTerm(argument: Argument): string {
  const text = `${argument.name()}${argument.variadic ? '...' : ''}`;
  return argument.required ? `<${text}>` : `[${text}]`;
}

/**
 * The command line of sockscope. A command is defined in definitions/ and its work, which stands in commands/, is
 * loaded when it runs.
 *
 * @param firstWord Of the command line: where it is a command, no other is defined, which would take longer than to begin.
 * @param behindDashes The words behind `--`: the command that `record` and `live` run.
 * @param finish Called with the exit status of the command that ran.
 */
export function buildProgram(
  firstWord: string,
  behindDashes: readonly string[],
  finish: (status: number) => void,
): Command {
  const runs: Runs =
    (work) =>
    async (...args) =>
      finish(await work(...args));

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
      writeErr: (text) => void process.stderr.write(messageText(text)),
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

  const asked = DEFINITIONS.get(firstWord);
  for (const define of asked === undefined ? DEFINITIONS.values() : [asked]) define(program, runs, behindDashes);
  return program;
}
