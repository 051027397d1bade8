import type { Update } from '../commands/command';
import type { UiState } from '../state/ui-state';
import type { UiContext } from '../ui-context';
import { editLine, insertText } from './line-editor';
import type { PromptState } from './prompt-state';
import { PROMPTS } from './prompt-table';

const MOST_LINES_KEPT = 100;

/** Takes a key while a line is typed. null: the key has no meaning there. */
export function typeKey(context: UiContext, prompt: PromptState, key: string): Update | null {
  switch (key) {
    case 'escape':
    case 'C-c':
    case 'C-g':
      return { state: cancelled(context, prompt) };
    case 'enter':
      return accept(context, prompt);
    case 'tab':
      return { state: typed(context, complete(context, prompt, 1)) };
    case 'S-tab':
      return { state: typed(context, complete(context, prompt, -1)) };
    case 'up':
    case 'C-p':
      return { state: typed(context, recall(context.state, prompt, 1)) };
    case 'down':
    case 'C-n':
      return { state: typed(context, recall(context.state, prompt, -1)) };
    case 'backspace':
      if (prompt.text === '') return { state: cancelled(context, prompt) };
  }
  const edited = editLine(prompt, key);
  return edited && { state: typed(context, edited) };
}

/** Takes pasted text while a line is typed. */
export function pasteText(context: UiContext, prompt: PromptState, text: string): UiState {
  return typed(context, insertText(prompt, text));
}

function typed(context: UiContext, prompt: PromptState): UiState {
  const state = { ...context.state, prompt };
  return PROMPTS[prompt.name].typed?.(prompt.text, { ...context, state }) ?? state;
}

function cancelled(context: UiContext, { name }: PromptState): UiState {
  const state = { ...context.state, prompt: null };
  return PROMPTS[name].cancelled?.({ ...context, state }) ?? state;
}

function accept(context: UiContext, { name, text }: PromptState): Update {
  const { state } = context;
  const before = (state.history[name] ?? []).filter((line) => line !== text);
  const lines = text.trim() === '' ? before : [...before, text].slice(-MOST_LINES_KEPT);
  const closed = { ...state, prompt: null, history: { ...state.history, [name]: lines } };
  const update = PROMPTS[name].accept(text, { ...context, state: closed });
  return { state: closed, ...update };
}

/** Puts the next candidate, or the one before, in place of what was typed; after the last comes what was typed again. */
function complete(context: UiContext, prompt: PromptState, by: 1 | -1): PromptState {
  const original = prompt.completion?.typed ?? prompt.text;
  const candidates = PROMPTS[prompt.name].candidates(original, context);
  if (candidates.length === 0) return prompt;
  const count = candidates.length + 1;
  const from = prompt.completion?.index ?? (by > 0 ? -1 : candidates.length);
  const index = (from + by + count) % count;
  const text = candidates[index]?.line ?? original;
  return { ...prompt, text, cursor: text.length, completion: { typed: original, index } };
}

/** Goes back in the history, or forward with a negative step; before the newest line is an empty one. */
function recall(state: UiState, prompt: PromptState, by: 1 | -1): PromptState {
  const lines = state.history[prompt.name] ?? [];
  const back = Math.max(0, Math.min(lines.length, prompt.back + by));
  const text = lines[lines.length - back] ?? '';
  return { ...prompt, text, cursor: text.length, back, completion: null };
}
