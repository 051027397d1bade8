import type { Command } from 'commander';
import * as parse from '../arguments';
import type { LabOptions } from '../commands/lab/lab';
import { addWireOptions } from './wire-options';
import { examples } from './shared-words';
import type { Runs } from './runs';

/** Adds `sockscope lab` to the command line. */
export function defineLab(program: Command, runs: Runs): void {
  const lab = program
    .command('lab')
    .description(
      'Scenarios of socket calls, each run for real in a network of its own, recorded, shown as a ladder, explained, and ' +
        'checked packet by packet. Without a name they are listed.',
    )
    .summary('scenarios that run for real, and what they mean')
    .argument('[scenario]', 'which one to run')
    .option('--all', 'run all of them, print a table')
    .option('-o, --output <directory>', 'keep the session there, with --all a session each')
    .option('--view', 'open the UI on the run')
    .option('--repeat <number>', 'run so many times, print a table', parse.count, 1)
    .option('--witness', "compare with the kernel's own time stamps of each send() too")
    .option('--json', 'one JSON object a line: the list, or a run each')
    .option('--width <columns>', 'width of the printed ladder', parse.columns)
    .option('--ascii', 'no characters beyond ASCII');
  addWireOptions(lab)
    .addHelpText(
      'after',
      examples(
        'sockscope lab                              what there is to run',
        'sockscope lab syn-ack-before-accept        run it, print ladder and explanation',
        'sockscope lab nagle --view -o nagle        run it, keep it, open the UI',
        'sockscope lab send-recv --delay 20ms       over a wire with a round trip of 40 ms',
        'sockscope lab --all --repeat 20            every scenario, twenty times',
      ),
    )
    .action(
      runs(async (name: string | undefined, options: LabOptions) =>
        (await import('../commands/lab/lab.js')).lab(name, options),
      ),
    );
}
