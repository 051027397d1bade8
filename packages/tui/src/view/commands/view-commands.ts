import { opened } from '../state/view-stack';
import type { UiContent } from '../state/ui-content';
import { currentView, firstView } from '../state/ui-state';
import type { UiState } from '../state/ui-state';
import { openedLadder } from './ladder-commands';
import type { Command, Update } from './command';

/** Ways from view to view. */
export const VIEW_COMMANDS: readonly Command[] = [
  {
    name: 'open',
    keys: ['enter'],
    views: ['runs', 'connections', 'ladder'],
    help: 'open what is under the cursor: a run, a ladder, the detail over the whole screen',
    hint: { runs: 'Connections', connections: 'Ladder', ladder: 'Detail' },
    run: ({ state, content }) => {
      switch (currentView(state)) {
        case 'runs':
          return openedRun(state, content);
        case 'connections':
          return { state: openedLadder(state, state.connections.at) };
        default:
          return { state: opened({ ...state, focus: 'list' }, 'detail') };
      }
    },
  },
  {
    name: 'next-pane',
    keys: ['tab', 'S-tab'],
    views: ['ladder'],
    help: 'to the detail pane and back',
    hint: 'Pane',
    needs: 'detail-pane',
    run: ({ state }) => ({ state: { ...state, focus: state.focus === 'list' ? 'detail' : 'list' } }),
  },
];

/** The run that is shown already opens at once; another is read first. */
function openedRun(state: UiState, content: UiContent): Update {
  const { cursor } = state.runs;
  if (content.snapshot.runs?.current !== cursor) return { effect: { kind: 'open-run', place: cursor } };
  return { state: opened(state, firstView(content.connectionCount, content.isLive)) };
}
