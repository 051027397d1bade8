import type { Command } from '../commands/command';
import type { View } from '../view-name';
import type { Need } from './need';

/** Keys by the name of the command; an empty list takes a command's keys away. */
export type KeyOverrides = Readonly<Record<string, readonly string[]>>;

export interface KeyBinding {
  readonly command: Command;
  readonly keys: readonly string[];
}

/** Which key does what: the commands' own keys, or those of the settings. */
export class KeyBindings {
  readonly all: readonly KeyBinding[];

  constructor(commands: readonly Command[], overrides: KeyOverrides = {}) {
    this.all = commands.map((command) => ({ command, keys: overrides[command.name] ?? command.keys }));
  }

  /** Gives what does something in a view, where there is `has`; no key stands twice. */
  of(view: View, has: ReadonlySet<Need>): readonly KeyBinding[] {
    const bindings = this.all
      .filter(({ command: { views, needs } }) => views.includes(view) && (needs === undefined || has.has(needs)))
      .map((binding) => (hasKeysIn(binding.command, view) ? binding : { ...binding, keys: [] }));
    const taken = new Set(bindings.filter(({ command }) => takesKeys(command)).flatMap(({ keys }) => keys));
    if (taken.size === 0) return bindings;
    return bindings.map((binding) =>
      takesKeys(binding.command) ? binding : { ...binding, keys: binding.keys.filter((key) => !taken.has(key)) },
    );
  }

  /** The keys of a command by its name; none where it has none. */
  keysOf(name: string): readonly string[] {
    return this.all.find(({ command }) => command.name === name)?.keys ?? [];
  }
}

/** True for the ruler's commands: their keys mean something else while there is no ruler. */
export function takesKeys({ needs }: Command): boolean {
  return needs === 'ruler';
}

function hasKeysIn({ keyViews }: Command, view: View): boolean {
  return keyViews === undefined || keyViews.includes(view);
}
