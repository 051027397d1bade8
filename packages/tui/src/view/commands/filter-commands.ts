import { DOCUMENT_START } from '../state/ui-state';
import { filterPrompt } from '../prompts/filter-prompt';
import { openPrompt } from '../prompts/prompt-state';
import { NO_FILTER } from '../state/filter-state';
import { opened } from '../state/view-stack';
import type { View } from '../view-name';
import type { Command } from './command';

const VIEWS: readonly View[] = ['connections', 'ladder'];

/** Which rows the ladder shows, and which connections the list. */
export const FILTER_COMMANDS: readonly Command[] = [
  {
    name: 'filter',
    aliases: ['f'],
    keys: ['f', 'f7'],
    views: VIEWS,
    help: 'show only what passes a filter, such as flags.syn or call == connect and errno',
    hint: 'Filter',
    argument: { label: 'EXPRESSION', isOptional: true },
    run: (context) => {
      const { state, argument } = context;
      if (argument !== '') return filterPrompt.accept(argument, context);
      return { state: { ...state, prompt: openPrompt('filter', state.filter.chosen?.text ?? '') } };
    },
  },
  {
    name: 'clear-filter',
    keys: ['C'],
    views: VIEWS,
    help: 'show everything again',
    needs: 'filter',
    hint: 'Clear filter',
    run: ({ state }) => ({ state: { ...state, filter: NO_FILTER } }),
  },
  {
    name: 'filter-help',
    keys: [],
    views: ['connections', 'ladder', 'detail'],
    help: 'every field that a filter can ask for',
    run: ({ state }) => ({ state: opened({ ...state, fields: DOCUMENT_START }, 'fields') }),
  },
];
