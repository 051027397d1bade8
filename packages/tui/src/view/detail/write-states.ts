import type { LadderRow, Side, StateChange, TcpState } from '@sockscope/timeline';
import { timelineIndex } from '@sockscope/timeline';
import type { UiContent } from '../state/ui-content';
import type { DetailWriter } from './detail-writer';

const SIDES: readonly Side[] = ['client', 'server'];

/**
 * Writes the states of both ends once the row has happened: the ladder says only which change on it, and a narrow one none.
 *
 *       states          client SYN-SENT, server LISTEN
 */
export function writeStates(writer: DetailWriter, row: LadderRow, content: UiContent): void {
  const states = statesAt(row, content);
  const known = SIDES.flatMap((side) => (states[side] === null ? [] : [`${side} ${states[side]}`]));
  if (known.length > 0) writer.field('states', known.join(', '));
}

function statesAt(row: LadderRow, content: UiContent): Readonly<Record<Side, TcpState | null>> {
  const states: Record<Side, TcpState | null> = { client: null, server: null };
  const connection = row.connection === null ? undefined : content.snapshot.timeline.connections[row.connection];
  for (const { side, state, by } of connection?.states ?? []) {
    const changedNs = timeOf(by, content);
    if (changedNs !== null && row.timeNs !== null && changedNs <= row.timeNs) states[side] = state;
  }
  // Times may be equal, and a clock may have been set.
  return { client: row.state.client ?? states.client, server: row.state.server ?? states.server };
}

function timeOf(by: StateChange['by'], content: UiContent): bigint | null {
  if (by.kind === 'packet') {
    return timelineIndex(content.snapshot.timeline).packetByNumber.get(by.packet)?.packet.timestampNs ?? null;
  }
  const { enterNs = null, returnNs = null } = content.call(by.call)?.call ?? {};
  return by.at === 'enter' ? enterNs : returnNs;
}
