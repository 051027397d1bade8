import type { TimelinePacket } from '@sockscope/timeline';
import { shownConnections } from '../state/shown-connections';
import { currentView } from '../state/ui-state';
import type { UiContext } from '../ui-context';
import { chosenRows } from './chosen-rows';

/**
 * Gives the packets that are saved, in capture order: of a ladder those of the marked rows, else of all that are shown; of the
 * list those of the selected connections, else of all that are shown. null: the view on the screen has no packets.
 */
export function chosenPackets(context: UiContext): readonly TimelinePacket['packet'][] | null {
  const { state, content } = context;
  switch (currentView(state)) {
    case 'ladder':
    case 'detail':
      return chosenRows(context).flatMap(({ event }) => (event.kind === 'packet' ? [event.packet.packet] : []));
    case 'connections': {
      const { selected } = state.connections;
      const chosen = new Set(selected.length > 0 ? selected : shownConnections(state, content));
      return content.snapshot.timeline.packets.flatMap(({ packet }) =>
        packet.flow !== null && chosen.has(packet.flow.connection) ? [packet] : [],
      );
    }
    default:
      return null;
  }
}
