import type { UiContent } from './ui-content';
import type { UiState } from './ui-state';

/**
 * Gives the state at the answer to the first connection's SYN, or at its first packet where there is none: what a reader
 * who sees a ladder for the first time should look at.
 */
export function atHandshake(state: UiState, content: UiContent): UiState {
  const first = content.snapshot.timeline.connections[0];
  if (!first) return { ...state, isFollowing: false };
  const { synAck } = first.connection.handshake;
  const rows = content.rows(0);
  const row = rows.findIndex(
    ({ event }) => event.kind === 'packet' && (synAck === null || event.packet.packet.number === synAck.packet),
  );
  const cursor = Math.max(0, row);
  const ladder = { ...state.ladder, cursor, top: 0, key: rows[cursor]?.key ?? null };
  return { ...state, isFollowing: false, followed: 'chosen', choice: 0, ladder };
}

/** Tells whether there is something to go back to, or nothing more that could come. */
export function hasHandshake(content: UiContent): boolean {
  const first = content.snapshot.timeline.connections[0]?.connection;
  return !content.isLive || (first !== undefined && (first.protocol === 'udp' || first.handshake.synAck !== null));
}
