import { ALL_VIEWS } from '../view-name';
import type { Command } from './command';

/** For a recording that grows. */
export const LIVE_COMMANDS: readonly Command[] = [
  {
    name: 'follow',
    keys: ['F', 'A'],
    views: ['connections', 'ladder'],
    help: 'stay at the newest row of the newest connection',
    hint: 'Follow',
    needs: 'live',
    run: ({ state }) => ({ state: { ...state, isFollowing: !state.isFollowing } }),
  },
  {
    name: 'pause',
    keys: ['p'],
    views: ALL_VIEWS,
    help: 'hold the picture; the recording goes on',
    hint: 'Pause',
    needs: 'live',
    run: ({ state }) => ({ state: { ...state, isPaused: !state.isPaused } }),
  },
];
