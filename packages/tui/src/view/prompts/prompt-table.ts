import { commandPrompt } from './command-prompt';
import { filterPrompt } from './filter-prompt';
import { searchPrompt } from './search-prompt';
import type { Prompt } from './prompt';
import type { PromptName } from './prompt-state';

/** What each prompt does with its line. */
export const PROMPTS: Readonly<Record<PromptName, Prompt>> = {
  command: commandPrompt,
  filter: filterPrompt,
  search: searchPrompt,
};
