import type { MarkedRow, MarksState } from '../state/marks-state';
import { NO_MARKS } from '../state/marks-state';
import { shownRows } from '../state/shown-rows';
import type { UiState } from '../state/ui-state';
import type { UiContext } from '../ui-context';
import type { View } from '../view-name';
import type { Command, CommandContext, Update } from './command';
import { moved } from './move-commands';

const VIEWS: readonly View[] = ['ladder', 'detail'];
const LETTER = { label: 'LETTER', isOptional: true } as const;

/** Marks, as vi has them, and marked rows. */
export const MARK_COMMANDS: readonly Command[] = [
  {
    name: 'mark-row',
    keys: ['space'],
    views: ['ladder'],
    help: 'mark the row, or no longer; marked rows are what is saved and copied',
    run: ({ state }) => ({ state: moved(toggled(state), 1) }),
  },
  {
    name: 'mark-none',
    keys: ['u'],
    views: ['ladder'],
    help: 'no row is marked',
    run: ({ state }) => ({ state: { ...state, marks: { ...state.marks, keys: NO_MARKS.keys } } }),
  },
  {
    name: 'mark',
    keys: ['m a-z'],
    views: VIEWS,
    help: 'give the row a letter',
    argument: LETTER,
    run: (context) => withLetter(context, lettered),
  },
  {
    name: 'go-to-mark',
    keys: ["' a-z", '` a-z'],
    views: VIEWS,
    help: 'go to the row with that letter',
    argument: LETTER,
    run: (context) => withLetter(context, atLetter),
  },
  {
    name: 'go-back',
    keys: ["' '", '` `'],
    views: VIEWS,
    help: 'back to where the last jump began',
    run: ({ state }) => ({ state: state.marks.before ? jumpedTo(state, state.marks.before) : state }),
  },
];

function toggled(state: UiState): UiState {
  const { key } = state.ladder;
  const { keys } = state.marks;
  if (key === null) return state;
  const without = keys.filter((each) => each !== key);
  return { ...state, marks: { ...state.marks, keys: without.length < keys.length ? without : [...keys, key] } };
}

function withLetter(context: CommandContext, change: (context: UiContext, letter: string) => UiState): Update {
  const letter = context.key === '' ? context.argument : context.key;
  if (!/^[a-z]$/.test(letter)) return problem(context.state, 'marks are the letters a to z');
  return { state: change(context, letter) };
}

function lettered({ state }: UiContext, letter: string): UiState {
  const row = rowUnderCursor(state);
  return row ? changed(state, { letters: { ...state.marks.letters, [letter]: row } }) : state;
}

function atLetter({ state, content }: UiContext, letter: string): UiState {
  const marked = state.marks.letters[letter];
  if (!marked) return { ...state, notice: { text: `no mark ${letter}`, isProblem: true } };
  if (content.indexOf(marked.choice, marked.key) === null) {
    return { ...state, notice: { text: `the row of mark ${letter} is not here`, isProblem: true } };
  }
  return jumpedTo(state, marked);
}

/** Gives the state with the cursor on a row, maybe of another ladder, and where it was to go back to. */
export function jumpedTo(state: UiState, { choice, key }: MarkedRow): UiState {
  const from = rowUnderCursor(state);
  const ladder = { ...state.ladder, key, ...(choice === state.choice ? {} : { cursor: 0, top: 0 }) };
  return changed({ ...state, isFollowing: false, followed: 'chosen', choice, ladder }, from ? { before: from } : {});
}

/** Gives the state with the cursor on a shown row by its place, and where it was to go back to. */
export function jumpedToPlace({ state, content }: UiContext, place: number): UiState {
  const key = shownRows(state, content)[place]?.key;
  return key === undefined ? state : jumpedTo(state, { choice: state.choice, key });
}

function rowUnderCursor({ choice, ladder }: UiState): MarkedRow | null {
  return ladder.key === null ? null : { choice, key: ladder.key };
}

function changed(state: UiState, change: Partial<MarksState>): UiState {
  return { ...state, marks: { ...state.marks, ...change } };
}

function problem(state: UiState, text: string): Update {
  return { state: { ...state, notice: { text, isProblem: true } } };
}
