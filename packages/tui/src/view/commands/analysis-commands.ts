import { DOCUMENT_START } from '../state/ui-state';
import { opened } from '../state/view-stack';
import { ALL_VIEWS } from '../view-name';
import type { View } from '../view-name';
import type { Command } from './command';

const RUN_VIEWS: readonly View[] = ['runs', 'connections', 'ladder', 'detail', 'timing', 'compare', 'statistics'];

function without(view: View): readonly View[] {
  return RUN_VIEWS.filter((each) => each !== view);
}

/** Views of a whole recording, or of several. */
export const ANALYSIS_COMMANDS: readonly Command[] = [
  {
    name: 'timing',
    keys: ['T'],
    views: without('timing'),
    help: 'phases of the handshake: this one, all or the selected ones, and their spread',
    hint: { connections: 'Timing' },
    run: ({ state }) => ({ state: opened(state, 'timing') }),
  },
  {
    name: 'compare',
    keys: ['d', '='],
    views: without('compare'),
    help: 'phases of the selected connections, or of the runs, and their differences',
    hint: { runs: 'Compare', timing: 'Compare' },
    run: ({ state }) => ({ state: opened({ ...state, compare: DOCUMENT_START }, 'compare') }),
  },
  {
    name: 'one-scale',
    keys: ['x'],
    views: ['compare'],
    help: 'bars of all phases on one scale, to see where the difference is; or each phase on its own',
    hint: 'Scale',
    run: ({ state }) => ({ state: { ...state, isOneScale: !state.isOneScale } }),
  },
  {
    name: 'statistics',
    keys: ['i'],
    views: ALL_VIEWS.filter((view) => view !== 'statistics'),
    help: 'packets, bytes, handshakes, closes and calls, counted',
    hint: { connections: 'Statistics' },
    run: ({ state }) => ({ state: opened({ ...state, statistics: DOCUMENT_START }, 'statistics') }),
  },
];
