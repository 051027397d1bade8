import type { KeyBindings } from './keys/key-bindings';
import type { Display } from './screen/display';
import type { UiContent } from './state/ui-content';
import type { UiState } from './state/ui-state';

/** All that panes draw from and commands work on. */
export interface UiContext {
  /** What is shown, in words: a session's name. Need not be safe to print. */
  readonly title: string;
  readonly state: UiState;
  readonly content: UiContent;
  readonly display: Display;
  readonly bindings: KeyBindings;
}
