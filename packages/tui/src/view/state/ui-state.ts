import type { Anomaly, TimeMode } from '@sockscope/timeline';
import type { Notice, Question } from '../effect';
import { NO_PANE_CHOICE } from '../screen/pane-choice';
import type { PaneChoice } from '../screen/pane-choice';
import type { Background, ThemeName } from '../screen/theme';
import type { PromptState } from '../prompts/prompt-state';
import type { Sorting } from '../table/table';
import type { View } from '../view-name';
import { NO_REPLAY } from '../replay/replay-state';
import type { ReplayState } from '../replay/replay-state';
import { NO_FILTER } from './filter-state';
import type { FilterState } from './filter-state';
import { NO_MARKS } from './marks-state';
import type { MarksState } from './marks-state';
import { NO_SEARCH } from './search-state';
import type { SearchState } from './search-state';
import type { LadderChoice, UiContent } from './ui-content';

/** A list with a cursor: `top` is the first row on the screen. */
export interface ListPosition {
  readonly cursor: number;
  readonly top: number;
}

export interface ConnectionsState extends ListPosition {
  /** Index of the connection under the cursor: it finds the connection again in another order. null: `cursor` decides. */
  readonly at: number | null;
  readonly sorting: Sorting;
  /** Indexes of the connections that the user selected, ascending. */
  readonly selected: readonly number[];
}

/** What the colours of a ladder tell apart: kinds of calls and packets, connections, or the processes at whose end a row is. */
export type ColorMode = 'kind' | 'connection' | 'process';

export interface LadderState extends ListPosition {
  /** Key of the row under the cursor: it finds the row again in a timeline that grew. */
  readonly key: string | null;
  readonly timeMode: TimeMode;
  readonly colorMode: ColorMode;
  /** Rows stand as far apart as in time: nanoseconds that a line stands for; null: one below the other. */
  readonly rulerNs: number | null;
}

export interface RunsState extends ListPosition {
  /** Place of the run under the cursor among those that were given: it finds the run again in another order. null: `cursor` decides. */
  readonly at: number | null;
  readonly sorting: Sorting;
  /** Places of the runs that the user selected, ascending. */
  readonly selected: readonly number[];
  /** Place of the run that the others are compared with. */
  readonly base: number;
}

export interface AnomaliesState extends ListPosition {
  /** The one under the cursor: it is found again in another order. null: `cursor` decides. */
  readonly at: Anomaly | null;
  readonly sorting: Sorting;
}

export interface TimingState {
  /** Which of the five phases the cursor is on, from 0. */
  readonly phase: number;
}

export interface DetailState {
  /** The line under the cursor, and the first on the screen. */
  readonly cursor: number;
  readonly top: number;
  /** Where the keys are: in the lines, or in the hex dump. */
  readonly part: 'fields' | 'bytes';
  /** The byte under the cursor of the hex dump; the first of the field's while keys are in the lines. */
  readonly byte: number;
  /** Bytes in a line of the hex dump as it stands on the screen, and its first line there. */
  readonly perLine: number;
  readonly bytesTop: number;
}

/** The beginning of a detail. */
export const DETAIL_START: DetailState = { cursor: 0, top: 0, part: 'fields', byte: 0, perLine: 16, bytesTop: 0 };

/** Views that are lines for reading. */
export type DocumentView = 'compare' | 'statistics' | 'fields' | 'help';

/** Lines for reading: the first on the screen, from 0, and how many there are. */
export interface DocumentState {
  readonly top: number;
  readonly length: number;
}

export const DOCUMENT_START: DocumentState = { top: 0, length: 0 };

/** A view that is drawn as wide as it is. */
export interface ScrolledView {
  readonly view: View;
  /** The first cell on the screen, from 0. */
  readonly x: number;
}

/** Views that are lists with columns. */
export const LIST_VIEWS = ['runs', 'connections', 'anomalies'] as const;

export type ListView = (typeof LIST_VIEWS)[number];

/** Names of the columns of each list that the user has taken away. */
export type HiddenColumns = Readonly<Record<ListView, readonly string[]>>;

export const NONE_HIDDEN: HiddenColumns = { runs: [], connections: [], anomalies: [] };

/** Everything that the user's keys change: what is on the screen, and a slice for each pane. */
export interface UiState {
  /** The first view at the bottom, the one on the screen last; never empty. */
  readonly views: readonly View[];
  /** Where keys go while ladder and detail stand side by side. */
  readonly focus: 'list' | 'detail';
  readonly panes: PaneChoice;
  /** How far what is wider than its pane is scrolled; null: it is fitted into its pane. */
  readonly scrolled: ScrolledView | null;
  /** Which ladder is shown. */
  readonly choice: LadderChoice;
  readonly hiddenColumns: HiddenColumns;
  readonly runs: RunsState;
  readonly connections: ConnectionsState;
  readonly ladder: LadderState;
  readonly detail: DetailState;
  readonly timing: TimingState;
  readonly compare: DocumentState;
  /** The bars of a comparison have one scale for all phases; else each phase its own. */
  readonly isOneScale: boolean;
  readonly statistics: DocumentState;
  readonly settings: ListPosition;
  readonly fields: DocumentState;
  readonly help: DocumentState;
  readonly filter: FilterState;
  readonly search: SearchState;
  readonly marks: MarksState;
  readonly anomalies: AnomaliesState;
  readonly replay: ReplayState;
  /** The line that is being typed; null where keys are commands. */
  readonly prompt: PromptState | null;
  /** What was typed into each prompt, oldest first. */
  readonly history: Readonly<Record<string, readonly string[]>>;
  readonly notice: Notice | null;
  /** What is asked; keys answer it. */
  readonly question: Question | null;
  /** What the demo's client was last told to send. */
  readonly lastMessage: string;
  readonly theme: ThemeName;
  readonly background: Background;
  /** Lines and arrows are drawn with ASCII though the terminal could do better. */
  readonly isAscii: boolean;
  readonly isFollowing: boolean;
  /** What is followed: the newest connection, whichever that is, or the ladder that the user has chosen. */
  readonly followed: 'newest' | 'chosen';
  readonly isPaused: boolean;
  readonly isMouseOn: boolean;
  /** The hint bar names the second key of each command, where there is one. */
  readonly showsTwinKeys: boolean;
}

const START: ListPosition = { cursor: 0, top: 0 };

/** Where the UI begins: with the list of runs where there is one, else with the list of connections, or the one ladder there is. */
export function initialState(content: UiContent): UiState {
  const { connectionCount, isLive, snapshot } = content;
  return {
    views: [snapshot.runs ? 'runs' : firstView(content)],
    focus: 'list',
    panes: NO_PANE_CHOICE,
    scrolled: null,
    hiddenColumns: NONE_HIDDEN,
    choice: connectionCount === 1 ? 0 : null,
    runs: { ...START, at: null, sorting: { column: '', isDescending: false }, selected: [], base: 0 },
    connections: { ...START, at: null, sorting: { column: 'number', isDescending: false }, selected: [] },
    ladder: { ...START, key: null, timeMode: 'relative', colorMode: 'kind', rulerNs: null },
    detail: DETAIL_START,
    timing: { phase: 0 },
    compare: DOCUMENT_START,
    isOneScale: false,
    statistics: DOCUMENT_START,
    settings: START,
    fields: DOCUMENT_START,
    help: DOCUMENT_START,
    filter: NO_FILTER,
    search: NO_SEARCH,
    marks: NO_MARKS,
    anomalies: { ...START, at: null, sorting: { column: '', isDescending: false } },
    replay: NO_REPLAY,
    prompt: null,
    history: {},
    notice: null,
    question: null,
    lastMessage: 'hello',
    theme: 'auto',
    background: null,
    isAscii: false,
    isFollowing: isLive,
    followed: 'newest',
    isPaused: false,
    isMouseOn: false,
    showsTwinKeys: false,
  };
}

/** A longer ladder is not made before the user asks for it. */
const MOST_PACKETS_AT_ONCE = 200_000;

/** The list where there are several connections, or a great many packets; else the one ladder there is. */
export function firstView({ connectionCount, isLive, snapshot }: UiContent): View {
  const isLong = connectionCount > 0 && snapshot.timeline.packets.length > MOST_PACKETS_AT_ONCE;
  return (connectionCount > 1 || isLong) && !isLive ? 'connections' : 'ladder';
}

/** Gives the view on the screen. */
export function currentView(state: UiState): View {
  return state.views.at(-1) ?? 'ladder';
}
