import { opened } from '../state/view-stack';
import { currentView } from '../state/ui-state';
import { openedLadder } from './ladder-commands';
import type { Command } from './command';

/** Ways from view to view. */
export const VIEW_COMMANDS: readonly Command[] = [
  {
    name: 'open',
    keys: ['enter'],
    views: ['connections', 'ladder'],
    help: 'open what is under the cursor: a connection its ladder, a row its detail over the whole screen',
    hint: { connections: 'Ladder', ladder: 'Detail' },
    run: ({ state }) => ({
      state:
        currentView(state) === 'connections'
          ? openedLadder(state, state.connections.cursor)
          : opened({ ...state, focus: 'list' }, 'detail'),
    }),
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
