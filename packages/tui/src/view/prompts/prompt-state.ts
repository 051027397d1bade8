/** Which prompt: what Enter does with the line. */
export type PromptName = 'command' | 'filter' | 'search';

/** A line that is being typed. */
export interface PromptState {
  readonly name: PromptName;
  readonly text: string;
  /** Where the next character goes: an index into `text`, never within a character. */
  readonly cursor: number;
  /** How far back in the history the line comes from; 0: it is new. */
  readonly back: number;
  /** The line as it was typed before Tab, and which candidate stands in it; null while nothing was completed. */
  readonly completion: { readonly typed: string; readonly index: number } | null;
}

/** Gives a prompt with a line to go on from. */
export function openPrompt(name: PromptName, text = ''): PromptState {
  return { name, text, cursor: text.length, back: 0, completion: null };
}
