import { opened } from '../state/view-stack';
import { targetUnderCursor } from '../panes/detail-pane';
import type { UiContent } from '../state/ui-content';
import { currentView, firstView } from '../state/ui-state';
import type { UiState } from '../state/ui-state';
import { openedLadder } from './ladder-commands';
import type { UiContext } from '../ui-context';
import { ALL_VIEWS } from '../view-name';
import type { Command, Update } from './command';

/** Ways from view to view. */
export const VIEW_COMMANDS: readonly Command[] = [
  {
    name: 'open',
    keys: ['enter'],
    views: ['runs', 'connections', 'ladder', 'detail'],
    help: 'open what is under the cursor: a run, a ladder, the detail; go where a line points',
    hint: { runs: 'Open', connections: 'Ladder', ladder: 'Detail', detail: 'Go there' },
    run: (context) => {
      const { state, content } = context;
      switch (currentView(state)) {
        case 'runs':
          return openedRun(state, content);
        case 'connections':
          return { state: openedLadder(state, state.connections.at) };
        default:
          return followedLink(context) ?? { state: opened({ ...state, focus: 'list' }, 'detail') };
      }
    },
  },
  {
    name: 'connections',
    keys: [],
    views: ALL_VIEWS.filter((view) => view !== 'connections' && view !== 'runs'),
    help: 'the list of connections',
    run: ({ state }) => ({ state: opened(state, 'connections') }),
  },
  {
    name: 'next-pane',
    keys: ['tab', 'S-tab'],
    views: ['ladder'],
    help: 'to the detail pane, to its bytes where there is room for them, and back',
    hint: 'Pane',
    needs: 'detail-pane',
    run: ({ state }) => ({ state: inNextPart(state) }),
  },
  {
    name: 'next-part',
    keys: ['tab', 'S-tab'],
    views: ['detail'],
    help: 'to the bytes and back: the field of a byte, the bytes of a field',
    hint: 'Bytes',
    needs: 'bytes',
    run: ({ state }) => ({ state: inNextPart(state) }),
  },
];

/** The run that is shown already opens at once; another is read first. */
function openedRun(state: UiState, content: UiContent): Update {
  const { at } = state.runs;
  if (at !== null && content.snapshot.runs?.current !== at) return { effect: { kind: 'open-run', place: at } };
  return { state: opened(state, firstView(content)) };
}

/** From the ladder to the detail's lines, to its bytes, and back. */
function inNextPart(state: UiState): UiState {
  const { focus, detail } = state;
  if (currentView(state) === 'ladder' && focus === 'list') {
    return { ...state, focus: 'detail', detail: { ...detail, part: 'fields' } };
  }
  if (detail.part === 'fields') return { ...state, detail: { ...detail, part: 'bytes' } };
  return { ...state, focus: 'list', detail: { ...detail, part: 'fields' } };
}

/** Goes to the row that the line under the detail's cursor names; null where it names none, or keys are elsewhere. */
function followedLink(context: UiContext): Update | null {
  const { state, content } = context;
  if (currentView(state) === 'ladder' && state.focus === 'list') return null;
  const target = targetUnderCursor(context);
  if (target === null) return currentView(state) === 'detail' ? {} : null;
  const row = content.indexOf(state.choice, target);
  if (row === null) {
    return { state: { ...state, notice: { text: `${target} is not in this ladder`, isProblem: true } } };
  }
  return { state: { ...state, isFollowing: false, ladder: { ...state.ladder, cursor: row, key: null } } };
}
