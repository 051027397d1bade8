import { Option, type Command } from 'commander';
import * as parse from '../arguments';
import type { ExportOptions } from '../commands/export';
import { examples, FILTERS, INPUTS } from './shared-words';
import type { Runs } from './runs';

/** As in export/exported.ts, which is loaded when the command runs. */
export const FORMATS = ['pcapng', 'svg', 'html', 'mermaid', 'markdown', 'csv', 'json', 'text', 'script'];

/** Adds `sockscope export` to the command line. */
export function defineExport(program: Command, runs: Runs): void {
  program
    .command('export')
    .description('The recording for other programs: pcapng has the calls as packet comments, for Wireshark.')
    .summary('for Wireshark (pcapng), or as SVG, HTML, Mermaid, Markdown, CSV, JSON, a script')
    .argument('<input...>', INPUTS)
    .addOption(new Option('-f, --format <format>', "which one (default: by the file's ending)").choices(FORMATS))
    .option('-o, --output <file>', 'where to (default: standard output); never over a file that is there')
    .option('--force', 'replace the file')
    .option('--connection <number>', 'only this connection', parse.connectionNumber)
    .option('--filter <expression>', 'only rows that it lets through')
    .addHelpText(
      'after',
      examples(
        'sockscope export run -o run.pcapng && wireshark run.pcapng',
        'sockscope export run --connection 0 -o handshake.svg',
        "sockscope export run --format csv --filter 'flags.syn'",
      ) + FILTERS,
    )
    .action(
      runs(async (inputs: string[], options: ExportOptions) =>
        (await import('../commands/export.js')).exportRecording(inputs, options),
      ),
    );
}
