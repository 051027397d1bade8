import { NO_REPLAY } from '../replay/replay-state';
import type { ReplayState } from '../replay/replay-state';
import { speedBeside, speedFor } from '../replay/replay-speed';
import { shownRows } from '../state/shown-rows';
import type { UiState } from '../state/ui-state';
import { opened } from '../state/view-stack';
import type { View } from '../view-name';
import type { Command, CommandContext, Update } from './command';
import { isJump, jumped } from './jump';

const REPLAY: readonly View[] = ['replay'];

/** The ladder as it happened, for those who want to see a handshake with their own eyes. */
export const REPLAY_COMMANDS: readonly Command[] = [
  {
    name: 'replay',
    keys: ['r'],
    views: ['ladder'],
    help: 'watch it happen, slowly enough to see: from the first row',
    hint: 'Replay',
    run: (context) => ({ state: begun(context, 0) }),
  },
  {
    name: 'replay-from-here',
    keys: ['R'],
    views: ['ladder'],
    help: 'watch it happen from the row under the cursor',
    run: (context) => ({ state: begun(context, context.state.ladder.cursor) }),
  },
  {
    name: 'play',
    aliases: ['pause-replay'],
    keys: ['space', 'p'],
    views: REPLAY,
    help: 'play, or pause; at the end, from the first row again',
    hint: 'Play/pause',
    run: ({ state, content }) => {
      const { replay } = state;
      const isAtEnd = replay.shown >= shownRows(state, content).length;
      const again = isAtEnd && !replay.isPlaying ? { shown: 0, sinceMs: 0 } : {};
      return { state: changed(state, { ...again, isPlaying: !replay.isPlaying, clockMs: null }) };
    },
  },
  {
    name: 'step',
    keys: ['.', 'l', 'right', 'n'],
    views: REPLAY,
    help: 'one row on, and pause',
    hint: 'Step',
    run: ({ state, count }) => ({ state: stepped(state, count ?? 1) }),
  },
  {
    name: 'step-back',
    keys: [',', 'h', 'left', 'N'],
    views: REPLAY,
    help: 'one row back, and pause',
    run: ({ state, count }) => ({ state: stepped(state, -(count ?? 1)) }),
  },
  {
    name: 'seek',
    aliases: ['goto', 'go'],
    keys: ['@'],
    views: ['ladder', 'replay'],
    help: 'to a place: seek 50%, seek 1.25 (seconds), seek +10ms, seek #7 (a packet), seek 13:05:09',
    argument: { label: 'PLACE', isOptional: false },
    run: (context) => sought(context),
  },
  {
    name: 'faster',
    keys: ['+', '>'],
    views: REPLAY,
    help: 'ten times faster',
    hint: 'Faster',
    run: ({ state, count }) => ({ state: atSpeed(state, count ?? 1) }),
  },
  {
    name: 'slower',
    keys: ['-', '<'],
    views: REPLAY,
    help: 'ten times slower',
    hint: 'Slower',
    run: ({ state, count }) => ({ state: atSpeed(state, -(count ?? 1)) }),
  },
  {
    name: 'look-closer',
    keys: ['enter'],
    views: REPLAY,
    help: 'to the ladder, at the row that came last',
    hint: 'Ladder',
    run: ({ state, content }) => {
      const key = shownRows(state, content)[Math.max(0, state.replay.shown - 1)]?.key ?? null;
      return { state: opened({ ...state, replay: NO_REPLAY, ladder: { ...state.ladder, key } }, 'ladder') };
    },
  },
];

function begun({ state, content }: CommandContext, shown: number): UiState {
  const rows = shownRows(state, content);
  const replay = { ...NO_REPLAY, shown, speed: speedFor(rows), isPlaying: true };
  return opened({ ...state, isFollowing: false, replay }, 'replay');
}

/** `1.25`, `+10ms` and `13:05` are times here, which stand behind an @ on the command line. */
function sought(context: CommandContext): Update {
  const { state, argument } = context;
  const place = /^[+-]?[\d.]+(?:ns|us|µs|ms|s)?$|^\d+:/.test(argument) ? `@${argument}` : argument;
  if (isJump(place)) return { state: jumped(context, place) };
  const text = `no place ${argument}: 50%, 1.25, +10ms, #7 or 13:05:09`;
  return { state: { ...state, notice: { text, isProblem: true } } };
}

function changed(state: UiState, change: Partial<ReplayState>): UiState {
  return { ...state, replay: { ...state.replay, ...change } };
}

function stepped(state: UiState, by: number): UiState {
  return changed(state, { shown: Math.max(0, state.replay.shown + by), sinceMs: 0, isPlaying: false, clockMs: null });
}

function atSpeed(state: UiState, by: number): UiState {
  return changed(state, { speed: speedBeside(state.replay.speed, by), sinceMs: 0 });
}
