import type { Effect, SaveScreen } from '../effect';
import type { Need } from '../keys/need';
import type { UiContext } from '../ui-context';
import type { UiState } from '../state/ui-state';
import type { View } from '../view-name';

/** What a command makes of the state, and what is left to do outside of it; what is absent stays as it is. */
export interface Update {
  readonly state?: UiState;
  readonly effect?: Effect | SaveScreen;
}

export interface CommandContext extends UiContext {
  /** The number typed before the key; null without one. */
  readonly count: number | null;
  /** The key that was pressed last, by its name; empty where the command was typed by its name. */
  readonly key: string;
  /** What stands behind the name on the command line; empty without. */
  readonly argument: string;
}

/** What may stand behind a command's name on the command line. */
export interface CommandArgument {
  /** What it is, in capitals, for help and completion: `TEXT`. */
  readonly label: string;
  /** False: the command's key asks for it on the command line. */
  readonly isOptional: boolean;
  /** Gives what the argument may be; those that go on from what is typed are offered. */
  readonly candidates?: (context: UiContext) => readonly string[];
}

/** Everything that a key or a line of the command line can do. */
export interface Command {
  /** What it is called on the command line and in the settings: small letters and hyphens. */
  readonly name: string;
  /** Other names on the command line, such as `q`. */
  readonly aliases?: readonly string[];
  /** Key names as keyName() gives them; two keys that are pressed one after the other are divided by a space. */
  readonly keys: readonly string[];
  /** Where it does something. */
  readonly views: readonly View[];
  /** Where its keys do; elsewhere only its name. Absent: in all of `views`. */
  readonly keyViews?: readonly View[];
  /** One line, as the help and the completion say it. */
  readonly help: string;
  /** The word in the hint bar, which stands behind the first key, for all views or by view; absent: not shown there. */
  readonly hint?: string | Partial<Record<View, string>>;
  /** Absent: it always does something. */
  readonly needs?: Need;
  readonly argument?: CommandArgument;
  run(context: CommandContext): Update;
}

/** Gives the word of a command in the hint bar of a view; null where it is not shown. */
export function hintOf({ hint }: Command, view: View): string | null {
  return (typeof hint === 'object' ? hint[view] : hint) ?? null;
}
