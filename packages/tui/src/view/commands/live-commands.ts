import { ALL_VIEWS } from '../view-name';
import type { UiState } from '../state/ui-state';
import type { Command, Update } from './command';

/** For a recording that grows. */
export const LIVE_COMMANDS: readonly Command[] = [
  {
    name: 'send',
    keys: ['S'],
    views: ['connections', 'ladder', 'detail'],
    help: "the client's next message: a new connection, shown as it happens",
    hint: 'Send',
    needs: 'sender',
    argument: { label: 'TEXT', isOptional: false },
    run: ({ state, argument }) => sent(state, argument),
  },
  {
    name: 'send-again',
    keys: ['.'],
    views: ['connections', 'ladder', 'detail'],
    help: 'send the last message again',
    needs: 'sender',
    run: ({ state }) => sent(state, state.lastMessage),
  },
  {
    name: 'follow',
    keys: ['F', 'A'],
    views: ['connections', 'ladder'],
    help: 'stay at the newest row: of the newest connection, or of all where all are shown',
    hint: 'Follow',
    needs: 'live',
    run: ({ state, content }) => ({ state: followed(state, content.connectionCount > 0) }),
  },
  {
    name: 'pause',
    keys: ['p'],
    views: ALL_VIEWS.filter((view) => view !== 'replay'),
    help: 'hold the picture; the recording goes on',
    hint: 'Pause',
    needs: 'live',
    run: ({ state }) => ({ state: { ...state, isPaused: !state.isPaused } }),
  },
];

/** From a connection that is followed to the newest, from there to none; whoever follows sees the picture go on. */
function followed(state: UiState, hasConnections: boolean): UiState {
  const isOfAll = state.choice === null && hasConnections;
  if (state.isFollowing && !state.isPaused && (isOfAll || state.followed === 'newest')) {
    return { ...state, isFollowing: false };
  }
  return { ...state, isPaused: false, isFollowing: true, followed: isOfAll ? 'chosen' : 'newest' };
}

/** What comes of it is followed, as it is what the user waits for. */
function sent(state: UiState, text: string): Update {
  return {
    state: { ...state, lastMessage: text, isFollowing: true, followed: 'newest', isPaused: false },
    effect: { kind: 'send', text },
  };
}
