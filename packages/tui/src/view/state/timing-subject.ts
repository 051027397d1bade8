import type { HandshakePhases } from '@sockscope/timeline';
import type { UiContent } from './ui-content';
import type { UiState } from './ui-state';

/** What the timing view is about. */
export interface TimingSubject {
  /** The one connection whose phases stand beside the others'; null where there is none, or it is not TCP. */
  readonly one: { readonly index: number; readonly phases: HandshakePhases } | null;
  /** The handshakes that the figures are of. */
  readonly handshakes: readonly HandshakePhases[];
  /** What they are, in words: `all 12 connections`, `3 selected connections`. */
  readonly name: string;
}

/** Gives the selected connections, else all; and the one on the screen or under the cursor of the list. */
export function timingSubject({ choice, connections }: UiState, content: UiContent): TimingSubject {
  const rows = content.connectionRows();
  const tcp = rows.filter(({ protocol }) => protocol === 'tcp');
  const chosen = connections.selected
    .flatMap((index) => rows[index] ?? [])
    .filter(({ protocol }) => protocol === 'tcp');
  const counted = chosen.length > 0 ? chosen : tcp;
  const index = choice ?? connections.at;
  const one = index === null ? undefined : rows[index];
  return {
    one: one?.protocol === 'tcp' ? { index: one.index, phases: one.phases } : null,
    handshakes: counted.map(({ phases }) => phases),
    name: nameOf(counted.length, chosen.length > 0),
  };
}

function nameOf(count: number, isSelection: boolean): string {
  if (count === 1) return isSelection ? '1 selected connection' : 'the only TCP connection';
  return isSelection ? `${count} selected connections` : `all ${count} TCP connections`;
}
