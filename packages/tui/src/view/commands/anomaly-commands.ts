import { anomalyPlaces } from '../state/anomaly-places';
import { shownAnomalies } from '../state/shown-anomalies';
import type { Anomaly } from '@sockscope/timeline';
import type { UiContent } from '../state/ui-content';
import type { UiState } from '../state/ui-state';
import { opened } from '../state/view-stack';
import type { View } from '../view-name';
import type { Command, CommandContext } from './command';
import { jumpedTo, jumpedToPlace } from './mark-commands';

const LADDER: readonly View[] = ['ladder', 'detail'];

/** From one thing that stands out to the next, and the list of them. */
export const ANOMALY_COMMANDS: readonly Command[] = [
  {
    name: 'anomalies',
    keys: ['e'],
    views: ['connections', 'ladder', 'detail'],
    help: 'list of what stands out: retransmissions, resets, refusals, long waits',
    hint: { ladder: 'Anomalies', connections: 'Anomalies' },
    run: ({ state }) => ({ state: opened(state, 'anomalies') }),
  },
  {
    name: 'next-anomaly',
    keys: ['] e'],
    views: LADDER,
    help: 'next row that stands out',
    run: (context) => ({ state: stepped(context, context.count ?? 1) }),
  },
  {
    name: 'previous-anomaly',
    keys: ['[ e'],
    views: LADDER,
    help: 'row before that stands out',
    run: (context) => ({ state: stepped(context, -(context.count ?? 1)) }),
  },
  {
    name: 'open-anomaly',
    keys: ['enter'],
    views: ['anomalies'],
    help: 'to its row in the ladder',
    hint: 'Row',
    run: (context) => ({ state: openedAnomaly(context) }),
  },
];

function stepped(context: CommandContext, by: number): UiState {
  const { state, content } = context;
  const places = anomalyPlaces(state, content);
  if (places === null) return { ...state, notice: { text: 'still looking for what stands out', isProblem: false } };
  const { cursor } = state.ladder;
  const ahead = by > 0 ? places.filter((place) => place > cursor) : places.filter((place) => place < cursor).reverse();
  const reached = ahead[Math.min(Math.abs(by), ahead.length) - 1];
  if (reached !== undefined) return jumpedToPlace(context, reached);
  return { ...state, notice: { text: `nothing more stands out ${by > 0 ? 'below' : 'above'}`, isProblem: false } };
}

/** In the ladder that is shown where it has the row, else in that of its connection, or of everything. */
function openedAnomaly({ state, content }: CommandContext): UiState {
  const anomaly = shownAnomalies(state, content)[state.anomalies.cursor];
  const key = anomaly ? keyOf(anomaly, content) : null;
  if (!anomaly || key === null) return state;
  const shown = content.indexOf(state.choice, key) !== null ? state.choice : anomaly.connection;
  const choice = content.indexOf(shown, key) !== null ? shown : null;
  return jumpedTo(opened(state, 'ladder'), { choice, key });
}

/** The row of a packet; of a call the one on which it returns. null: it has none. */
function keyOf({ packet, call }: Anomaly, content: UiContent): string | null {
  if (packet !== null) return `#${packet}`;
  if (call === null) return null;
  const returned = `${call}/return`;
  return content.indexOf(null, returned) === null ? call : returned;
}
