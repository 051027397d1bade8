import type { Update } from '../commands/command';
import type { UiState } from '../state/ui-state';
import type { UiContext } from '../ui-context';

/** A way that the line may go on. */
export interface Candidate {
  /** The whole line with it. */
  readonly line: string;
  /** What is shown in the list: the word alone. */
  readonly label: string;
  readonly help: string;
}

/** What a line is typed for. */
export interface Prompt {
  /** Stands before the line: `:`. */
  readonly sign: string;
  /** How the line may go on, best first; Tab goes through them. */
  candidates(line: string, context: UiContext): readonly Candidate[];
  /** Says while typing why the line is not right, in a few words; null where it is. */
  problem(line: string, context: UiContext): string | null;
  /** Says what the line finds, such as `3/17`; shown where there is no problem. */
  found?(line: string, context: UiContext): string;
  /** The state while the line is typed, for prompts that show at once what they find. */
  typed?(line: string, context: UiContext): UiState;
  /** The state after Escape, for prompts that changed it while the line was typed. The prompt is closed already. */
  cancelled?(context: UiContext): UiState;
  /** Enter. The prompt is closed already; to keep it open, the update's state says so. */
  accept(line: string, context: UiContext): Update;
}
