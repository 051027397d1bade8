import { COMMANDS } from '../commands/command-table';
import type { Command, Update } from '../commands/command';
import { isJump, jumped } from '../commands/jump';
import { keyLabel } from '../keys/key-label';
import { SETTINGS } from '../settings/settings';
import { keyNeeds } from '../state/key-needs';
import { currentView } from '../state/ui-state';
import type { UiContext } from '../ui-context';
import { VIEW_NAMES } from '../view-name';
import type { Candidate, Prompt } from './prompt';

/** `:`, the command line: a command by its name or the beginning of it, or a place to go to: `42`, `@1.25`. */
export const commandPrompt: Prompt = {
  sign: ':',
  candidates: (line, context) => {
    const { name, argument } = parsed(line);
    if (argument === null) return nameCandidates(name, context);
    const command = commandNamed(name, context);
    return command ? argumentCandidates(command, argument, context) : [];
  },
  problem: (line, context) => {
    const { name } = parsed(line);
    if (name === '' || isJump(line) || /^[@#]/.test(name)) return null;
    return available(context).some((command) => namesOf(command).some((known) => known.startsWith(name)))
      ? null
      : `no command ${name}`;
  },
  accept: (line, context) => {
    if (isJump(line)) return { state: jumped(context, line) };
    const { name, argument } = parsed(line);
    if (name === '') return {};
    const command = commandNamed(name, context);
    return command ? runNamed(command, argument ?? '', context) : failed(context, unknownText(name, context));
  },
};

function runNamed(command: Command, argument: string, context: UiContext): Update {
  if (command.argument && !command.argument.isOptional && argument === '') {
    return failed(context, `${command.name} needs ${command.argument.label}`);
  }
  return command.run({ ...context, count: null, key: '', argument });
}

/** The name up to the first space, and what follows; null where there is no space. `/text` is a search, as in vi. */
function parsed(line: string): { readonly name: string; readonly argument: string | null } {
  if (line.startsWith('/')) return { name: 'search', argument: line.slice(1) };
  const [, name = '', argument] = /^\s*(\S*)(?:\s+([^]*))?$/.exec(line) ?? [];
  return { name, argument: argument === undefined ? null : argument.trimEnd() };
}

/** The command of that name; of a beginning that only one name has, that one. */
function commandNamed(name: string, context: UiContext): Command | null {
  const commands = available(context);
  const exact = commands.find((command) => namesOf(command).includes(name));
  const begun = commands.filter((command) => command.name.startsWith(name));
  return exact ?? (begun.length === 1 ? (begun[0] ?? null) : null);
}

function unknownText(name: string, context: UiContext): string {
  const begun = available(context).filter((command) => command.name.startsWith(name));
  if (begun.length > 0) return `${name} may be ${begun.map((command) => command.name).join(', ')}`;
  const known = COMMANDS.find((command) => namesOf(command).includes(name));
  if (known) return `${known.name} is for ${known.views.map((view) => VIEW_NAMES[view]).join(', ')}`;
  const setting = SETTINGS.find((each) => each.name === name);
  return setting ? `it is set ${name} VALUE` : `no command ${name}; Tab lists what there is`;
}

/** What does something in this view. */
function available(context: UiContext): readonly Command[] {
  const { state, bindings } = context;
  return bindings.of(currentView(state), keyNeeds(context)).map(({ command }) => command);
}

function namesOf({ name, aliases = [] }: Command): readonly string[] {
  return [name, ...aliases];
}

function nameCandidates(typed: string, context: UiContext): readonly Candidate[] {
  return available(context)
    .filter((command) => command.name.startsWith(typed))
    .map((command) => ({
      line: command.name,
      label: labelOf(command),
      help: helpOf(command, context),
    }))
    .toSorted((a, b) => (a.line < b.line ? -1 : 1));
}

function labelOf({ name, argument }: Command): string {
  if (!argument) return name;
  return argument.isOptional ? `${name} [${argument.label}]` : `${name} ${argument.label}`;
}

function helpOf({ name, help }: Command, { bindings }: UiContext): string {
  const keys = bindings.keysOf(name).map(keyLabel).join(' ');
  return keys === '' ? help : `${help} (${keys})`;
}

function argumentCandidates(command: Command, typed: string, context: UiContext): readonly Candidate[] {
  return (command.argument?.candidates?.(context) ?? [])
    .filter((value) => value.startsWith(typed))
    .map((value) => ({ line: `${command.name} ${value}`, label: value, help: '' }));
}

function failed({ state }: UiContext, text: string): Update {
  return { state: { ...state, notice: { text, isProblem: true } } };
}
