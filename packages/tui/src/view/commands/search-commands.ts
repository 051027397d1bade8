import { openPrompt } from '../prompts/prompt-state';
import { NO_SEARCH } from '../state/search-state';
import { soughtFrom, withMatchCount } from '../state/sought';
import type { View } from '../view-name';
import type { Command, CommandContext, Update } from './command';

const LISTS: readonly View[] = ['runs', 'connections', 'anomalies'];
const TEXTS: readonly View[] = ['compare', 'statistics', 'fields', 'help'];
const VIEWS: readonly View[] = ['ladder', 'detail', ...LISTS, ...TEXTS];

/** Search in everything that rows say, or in a text. */
export const SEARCH_COMMANDS: readonly Command[] = [
  {
    name: 'search',
    keys: ['/', 'f3'],
    views: VIEWS,
    help: 'search in all that the rows say, data included; in a text, in its lines',
    hint: { ladder: 'Search', detail: 'Search', fields: 'Search', help: 'Search' },
    argument: { label: 'TEXT', isOptional: true },
    run: (context) => (context.argument === '' ? opened(context) : at(context, context.argument)),
  },
  {
    name: 'next-match',
    keys: ['n'],
    views: VIEWS,
    help: 'next match',
    run: (context) => stepped(context, context.count ?? 1),
  },
  {
    name: 'previous-match',
    keys: ['N'],
    views: VIEWS,
    help: 'match before',
    run: (context) => stepped(context, -(context.count ?? 1)),
  },
  {
    name: 'clear-search',
    aliases: ['noh'],
    keys: [],
    views: VIEWS,
    help: 'matches are no longer marked',
    run: ({ state }) => ({ state: { ...state, search: NO_SEARCH } }),
  },
];

function opened({ state }: CommandContext): Update {
  return { state: { ...state, prompt: openPrompt('search') } };
}

function at(context: CommandContext, text: string): Update {
  const state = { ...context.state, search: { text, line: null, before: null } };
  return { state: withMatchCount({ ...context, state: soughtFrom({ ...context, state }, 0) }) };
}

function stepped(context: CommandContext, by: number): Update {
  if (context.state.search.text === '') return opened(context);
  return { state: withMatchCount({ ...context, state: soughtFrom(context, by) }) };
}
