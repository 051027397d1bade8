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

  /** Gives what does something in a view, where there is `has`. */
  of(view: View, has: ReadonlySet<Need>): readonly KeyBinding[] {
    return this.all
      .filter(({ command: { views, needs } }) => views.includes(view) && (needs === undefined || has.has(needs)))
      .map((binding) => (hasKeysIn(binding.command, view) ? binding : { ...binding, keys: [] }));
  }

  /** The keys of a command by its name; none where it has none. */
  keysOf(name: string): readonly string[] {
    return this.all.find(({ command }) => command.name === name)?.keys ?? [];
  }
}

function hasKeysIn({ keyViews }: Command, view: View): boolean {
  return keyViews === undefined || keyViews.includes(view);
}
