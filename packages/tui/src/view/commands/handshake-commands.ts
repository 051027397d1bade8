import { placeOfConnection, shownConnections } from '../state/shown-connections';
import { shownRows } from '../state/shown-rows';
import type { LadderRow } from '@sockscope/timeline';
import type { UiContent } from '../state/ui-content';
import type { UiState } from '../state/ui-state';
import type { UiContext } from '../ui-context';
import type { View } from '../view-name';
import type { Command, Update } from './command';
import { jumpedTo, jumpedToPlace } from './mark-commands';

const LADDER: readonly View[] = ['ladder', 'detail'];

/** From handshake to handshake: to the SYN that begins the next. */
export const HANDSHAKE_COMMANDS: readonly Command[] = [
  {
    name: 'next-handshake',
    keys: ['] h'],
    views: LADDER,
    help: 'SYN of the next handshake, in the next ladder where this one has no more',
    run: (context) => stepped(context, 1),
  },
  {
    name: 'previous-handshake',
    keys: ['[ h'],
    views: LADDER,
    help: 'SYN of the handshake before',
    run: (context) => stepped(context, -1),
  },
];

function stepped(context: UiContext, by: 1 | -1): Update {
  const { state, content } = context;
  const rows = shownRows(state, content);
  for (let place = state.ladder.cursor + by; rows[place] !== undefined; place += by) {
    if (isFirstSyn(rows[place], content)) return { state: jumpedToPlace(context, place) };
  }
  return { state: inOtherLadder(context, by) ?? withNotice(state, by) };
}

/** A retransmitted SYN begins nothing. */
function isFirstSyn(row: LadderRow | undefined, { snapshot }: UiContent): boolean {
  if (row?.event.kind !== 'packet') return false;
  const { number, flow } = row.event.packet.packet;
  const connection = flow && snapshot.timeline.connections[flow.connection];
  return connection?.connection.handshake.syn?.packet === number;
}

/** The nearest connection in the list's order whose SYN was captured. */
function inOtherLadder({ state, content }: UiContext, by: 1 | -1): UiState | null {
  const shown = shownConnections(state, content);
  const from = state.choice === null ? null : placeOfConnection(shown, state.choice, state.connections.cursor);
  if (from === null) return null;
  for (let place = from + by; ; place += by) {
    const choice = shown[place];
    if (choice === undefined) return null;
    const syn = content.snapshot.timeline.connections[choice]?.connection.handshake.syn;
    if (syn) return jumpedTo(state, { choice, key: `#${syn.packet}` });
  }
}

function withNotice(state: UiState, by: 1 | -1): UiState {
  return { ...state, notice: { text: `no handshake ${by > 0 ? 'after' : 'before'} this`, isProblem: false } };
}
